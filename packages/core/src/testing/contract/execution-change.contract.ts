import { describe, expect, it } from "vitest";
import type { GivenAnswer } from "../../models/answer.js";
import type { ExecutionChange } from "../../models/execution-change.js";
import type { AgentId, ExecutionId } from "../../models/ids.js";
import { timestampOf } from "../../models/timestamp.js";
import { code, Scenario } from "./scenario.js";
import type { OpenStore } from "./store-under-test.js";

const failure = { category: "agent", code: "agent_failed", message: "it broke" } as const;
const question = { kind: "approval", key: "k", tool: "charge", args: { cents: 5 }, text: "Charge 5 cents?" } as const;

/** A change from running with what the execution is afterwards and the event that tells of it. */
const changes: readonly [ExecutionChange, object, object][] = [
  [
    { type: "queue", reason: "retry", notBefore: 0, failure },
    { status: "queued", reason: "retry", notBefore: timestampOf(0), failure },
    { type: "execution.queued", reason: "retry" },
  ],
  [
    { type: "wait", question },
    { status: "waiting", question },
    { type: "execution.waiting", question },
  ],
  [
    { type: "halt", halt: "max_turns" },
    { status: "halted", halt: "max_turns" },
    { type: "execution.halted", halt: "max_turns" },
  ],
  [
    { type: "complete", result: { ok: [1] } },
    { status: "completed", result: { ok: [1] } },
    { type: "execution.completed" },
  ],
  [
    { type: "fail", failure },
    { status: "failed", failure },
    { type: "execution.failed", failure },
  ],
  [
    { type: "abandon", failure },
    { status: "abandoned", failure },
    { type: "execution.abandoned", failure },
  ],
  [{ type: "cancel" }, { status: "cancelled" }, { type: "execution.cancelled" }],
];

/** What a person asks for, and what the worker does before. */
const personsChanges: readonly { readonly before: ExecutionChange; readonly change: ExecutionChange }[] = [
  { before: { type: "halt", halt: "timeout" }, change: { type: "cancel" } },
  { before: { type: "fail", failure }, change: { type: "resume", settings: { maxTurns: 9 } } },
  { before: { type: "wait", question }, change: { type: "answer", answer: "deny", note: "not on a Friday" } },
];

export function executionChangeContract(open: OpenStore): void {
  describe.each(changes)("$type", (change, expected, event) => {
    it("by the worker is stored whole and told by its event", async () => {
      await using s = await Scenario.open(open);
      const { execution, lease } = await s.running();
      const after = await s.store.events.last();
      const extra = { type: "recovery.no_checkpoint" } as const;
      const changed = await s.executions.change(execution.id, change, { lease, events: [extra] });
      expect(changed).toMatchObject(expected);
      expect(await s.execution(execution.id)).toEqual(changed);
      const events = await s.events(after, { executionId: execution.id });
      expect(events[0]).toEqual(event);
      expect(events).toContainEqual({ type: "heartbeat.deleted", workerId: execution.workerId });
      expect(events.at(-1)).toEqual(extra);
      expect(await s.executions.heartbeats()).toEqual([]);
    });
  });

  it("refuses a change that the status does not allow, and one of an unknown execution", async () => {
    await using s = await Scenario.open(open);
    const { execution } = await s.start();
    const { id } = execution;
    const completed = s.executions.change(id, { type: "complete", result: null });
    await expect(completed).rejects.toMatchObject({ code: "invalid_state", details: { id, status: "queued" } });
    await s.executions.change(id, { type: "cancel" });
    await expect(s.executions.change(id, { type: "cancel" })).rejects.toMatchObject(code("invalid_state"));
    const unknown = s.agent.id as string as ExecutionId;
    await expect(s.executions.change(unknown, { type: "cancel" })).rejects.toMatchObject(code("not_found"));
  });

  it("refuses options that do not go with the change", async () => {
    await using s = await Scenario.open(open);
    const { execution, lease } = await s.running();
    const { id, workerId } = execution;
    const invalid = code("invalid_input");
    const claim = { type: "claim", workerId, fence: 9 } as const;
    await expect(s.executions.change(id, claim)).rejects.toMatchObject(invalid);
    await expect(
      s.executions.change(id, { type: "fail", failure }, { lease, discard: "abandoned" }),
    ).rejects.toMatchObject(invalid);
    await expect(
      s.executions.change(id, { type: "fail", failure }, { lease, reassignTo: s.agent.id }),
    ).rejects.toMatchObject(invalid);
    const foreign = { ...lease, executionId: s.agent.id as string as ExecutionId };
    await expect(s.executions.change(id, { type: "cancel" }, { lease: foreign })).rejects.toMatchObject(invalid);
    expect(await s.execution(id)).toEqual(execution);
  });

  it("completes the task with the result", async () => {
    await using s = await Scenario.open(open);
    const { execution, lease } = await s.running();
    const after = await s.store.events.last();
    await s.executions.change(execution.id, { type: "complete", result: 42 }, { lease });
    expect(await s.task(execution)).toMatchObject({ status: "done", executionId: execution.id, result: 42 });
    expect(await s.events(after)).toContainEqual({ type: "task.done", taskId: execution.taskId });
  });

  it("cancels the task with its execution and leaves it active while the execution can run again", async () => {
    await using s = await Scenario.open(open);
    const { execution, lease } = await s.running();
    await s.executions.change(execution.id, { type: "fail", failure }, { lease });
    expect(await s.task(execution)).toMatchObject({ status: "active", executionId: execution.id });
    await s.executions.change(execution.id, { type: "cancel" });
    expect((await s.task(execution)).status).toBe("cancelled");
  });

  it("fails the task of an abandoned execution", async () => {
    await using s = await Scenario.open(open);
    const { execution, lease } = await s.running();
    const after = await s.store.events.last();
    await s.executions.change(execution.id, { type: "abandon", failure }, { lease });
    expect(await s.task(execution)).toMatchObject({ status: "failed", failure, reassignments: 0 });
    expect(await s.events(after)).toContainEqual({ type: "task.failed", taskId: execution.taskId, failure });
  });

  it("hands the task of an abandoned execution to another agent as a new execution", async () => {
    await using s = await Scenario.open(open);
    const reviewer = await s.newAgent("reviewer");
    const { execution, lease, task } = await s.running();
    const after = await s.store.events.last();
    await s.executions.change(execution.id, { type: "abandon", failure }, { lease, reassignTo: reviewer.id });
    const [next] = await s.executions.executions({ taskId: task.id, status: "queued" });
    expect(next).toMatchObject({
      agentId: reviewer.id,
      agentName: "reviewer",
      reason: "new",
      turn: 0,
      settings: execution.settings,
    });
    expect(await s.task(execution)).toMatchObject({
      status: "active",
      agentId: reviewer.id,
      reassignments: 1,
      executionId: next?.id,
    });
    const move = { taskId: task.id, fromAgentId: s.agent.id, toAgentId: reviewer.id, reassignments: 1 };
    expect(await s.events(after)).toContainEqual({ type: "task.reassigned", ...move });
    expect(await s.events(after, { executionId: next?.id })).toEqual([{ type: "execution.queued", reason: "new" }]);
    expect(await s.claimed(await s.worker(), { agentNames: ["reviewer"] })).toEqual([next?.id]);
  });

  it("hands a task to nobody unknown and to nobody of another project", async () => {
    await using s = await Scenario.open(open);
    const other = await s.store.projects.createProject({ name: "shop", root: "/srv/shop" });
    const stranger = await s.store.projects.createAgent({ projectId: other.id, name: "writer" });
    const { execution, lease } = await s.running();
    const abandon = (reassignTo: AgentId) =>
      s.executions.change(execution.id, { type: "abandon", failure }, { lease, reassignTo });
    await expect(abandon(stranger.id)).rejects.toMatchObject(code("invalid_input"));
    await expect(abandon(execution.id as string as AgentId)).rejects.toMatchObject(code("not_found"));
    expect((await s.execution(execution.id)).status).toBe("running");
  });

  it("removes turns, journal and checkpoints of a finished execution on demand, and tells how many checkpoints", async () => {
    await using s = await Scenario.open(open);
    const { execution, lease } = await s.running();
    await s.commitTo(lease, 2);
    await s.executions.record(lease, { turn: 3, entries: [{ kind: "notice", text: "x" }], events: [] });
    const after = await s.store.events.last();
    const { id } = execution;
    const done = await s.executions.change(id, { type: "complete", result: null }, { lease, discard: "retention" });
    expect(done.turn).toBe(2);
    expect(await s.checkpoints.checkpoints(id)).toEqual([]);
    expect(await s.executions.journal(id)).toEqual([]);
    await expect(s.checkpoints.load(id, 2)).rejects.toMatchObject(code("not_found"));
    expect(await s.events(after)).toContainEqual({ type: "checkpoint.deleted", count: 2, reason: "retention" });
  });

  it("logs no deletion when there was no checkpoint to delete", async () => {
    await using s = await Scenario.open(open);
    const { execution, lease } = await s.running();
    await s.executions.change(execution.id, { type: "abandon", failure }, { lease, discard: "abandoned" });
    expect((await s.events()).map(({ type }) => type)).not.toContain("checkpoint.deleted");
  });

  it("writes a person's answer to the journal of the turn in progress as it queues the execution", async () => {
    await using s = await Scenario.open(open);
    const { execution, lease } = await s.running();
    await s.commit(lease, 1);
    await s.executions.change(execution.id, { type: "wait", question }, { lease });
    await s.executions.change(execution.id, { type: "answer", answer: "allow", questionKey: "k" });
    const settled = { kind: "settled", key: "k", tool: "charge", by: "person" } as const;
    const entry = { ...settled, settlement: "approved", outcome: null } as const;
    expect(await s.executions.journal(execution.id)).toEqual([{ turn: 2, entry }]);
    expect(await s.claimOne(await s.worker())).toMatchObject({
      cause: "answered",
      execution: { attempts: 0, turn: 1 },
    });
  });

  it("refuses an answer to a question that is not asked any more, or that the question does not take", async () => {
    await using s = await Scenario.open(open);
    const { execution, lease } = await s.running();
    const waiting = await s.executions.change(execution.id, { type: "wait", question }, { lease });
    const answer = (given: GivenAnswer) => s.executions.change(execution.id, { type: "answer", ...given });
    await expect(answer({ answer: "allow", questionKey: "j" })).rejects.toMatchObject(code("conflict"));
    await expect(answer({ answer: "happened" })).rejects.toMatchObject({ details: { field: "answer" } });
    expect(await s.execution(execution.id)).toEqual(waiting);
    expect(await s.executions.journal(execution.id)).toEqual([]);
  });

  it("takes one of two answers that are given at once", async () => {
    await using s = await Scenario.open(open);
    const { execution, lease } = await s.running();
    await s.executions.change(execution.id, { type: "wait", question }, { lease });
    const answers = await Promise.allSettled(
      (["allow", "deny"] as const).map((answer) => s.executions.change(execution.id, { type: "answer", answer })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await s.executions.journal(execution.id)).toHaveLength(1);
  });

  it("resumes a halted execution with new bounds", async () => {
    await using s = await Scenario.open(open);
    const { execution, lease } = await s.running();
    await s.executions.change(execution.id, { type: "halt", halt: "max_turns" }, { lease });
    await s.executions.change(execution.id, { type: "resume", settings: { maxTurns: 99, autonomy: "supervised" } });
    await expect(s.executions.change(execution.id, { type: "resume" })).rejects.toMatchObject(code("invalid_state"));
    const settings = { ...execution.settings, maxTurns: 99, autonomy: "supervised" };
    expect((await s.claimOne(await s.worker())).execution.settings).toEqual(settings);
  });

  describe.each(personsChanges)("a person's $change.type under an idempotency key", ({ before, change }) => {
    it("is made once: a repeat is answered as the first was, wherever the execution is by then", async () => {
      await using s = await Scenario.open(open);
      const { execution, lease } = await s.running();
      const { id } = execution;
      await s.executions.change(id, before, { lease });
      const first = await s.executions.change(id, change, { idempotencyKey: "k" });
      await s.claim(await s.worker());
      const [now, last] = [await s.execution(id), await s.store.events.last()];
      expect(await s.executions.change(id, { ...change }, { idempotencyKey: "k" })).toEqual(first);
      expect(await s.execution(id)).toEqual(now);
      expect(await s.store.events.last()).toBe(last);
    });

    it("is refused for another execution, and when the key was used for another change", async () => {
      await using s = await Scenario.open(open);
      const { execution, lease } = await s.running();
      await s.executions.change(execution.id, before, { lease });
      await s.executions.change(execution.id, change, { idempotencyKey: "k" });
      const other = await s.start();
      const again = (id: ExecutionId, changed: ExecutionChange) =>
        s.executions.change(id, changed, { idempotencyKey: "k" });
      await expect(again(other.execution.id, change)).rejects.toMatchObject(code("idempotency_conflict"));
      const different = change.type === "cancel" ? { type: "resume" as const } : { type: "cancel" as const };
      await expect(again(execution.id, different)).rejects.toMatchObject(code("idempotency_conflict"));
    });

    it("does not use the key up when it is refused", async () => {
      await using s = await Scenario.open(open);
      const { execution, lease } = await s.running();
      const ask = (id: ExecutionId) => s.executions.change(id, change, { idempotencyKey: "k" });
      await expect(ask(s.agent.id as string as ExecutionId)).rejects.toMatchObject(code("not_found"));
      await s.executions.change(execution.id, before, { lease });
      expect(await ask(execution.id)).toEqual(await s.execution(execution.id));
    });
  });

  it("lists executions newest first, by project, task, status and agent, up to the limit", async () => {
    await using s = await Scenario.open(open);
    const first = await s.running();
    const second = await s.start();
    const third = await s.start();
    const ids = async (filter?: Parameters<typeof s.executions.executions>[0]) =>
      (await s.executions.executions(filter)).map(({ id }) => id);
    const [a, b, c] = [first.execution.id, second.execution.id, third.execution.id];
    expect(await ids()).toEqual([c, b, a]);
    expect(await ids({ limit: 2 })).toEqual([c, b]);
    expect(await ids({ status: "queued" })).toEqual([c, b]);
    expect(await ids({ taskId: first.task.id })).toEqual([a]);
    expect(await ids({ projectId: s.project.id, status: "running" })).toEqual([a]);
    const reviewer = await s.newAgent("reviewer");
    const { execution: review } = await s.start(reviewer.id);
    expect(await ids({ agentNames: ["reviewer", "planner"] })).toEqual([review.id]);
    expect(await ids({ agentNames: ["writer"], status: "queued", limit: 1 })).toEqual([c]);
    expect(await ids({ agentNames: [] })).toEqual([]);
    const other = await s.store.projects.createProject({ name: "shop", root: "/srv/shop" });
    expect(await ids({ projectId: other.id })).toEqual([]);
  });
}
