import { describe, expect, it } from "vitest";
import { HoldfastError } from "../errors/holdfast-error.js";
import type { Failure } from "../models/failure.js";
import type { JsonObject } from "../models/json.js";
import type { Claim } from "../ports/execution-store.js";
import type { ReconcileVerdict, Tool } from "../ports/tool.js";
import type { RecoveryPorts } from "../recovery/recovery-strategy.js";
import { checkpointRecovery } from "../recovery/checkpoint-recovery.js";
import { countingTool, scriptedAgent } from "../testing/scripted-agent.js";
import { createRig } from "../testing/worker-rig.js";

const look = () => countingTool({ name: "look", effects: "none" });

describe("a worker that dies", () => {
  it("between a reply and its tools: the reply is not asked for again and its tools run once", async () => {
    const act = countingTool({ name: "act", effects: "external" });
    const agent = scriptedAgent([["act", "act"], []], [act]);
    const rig = await createRig(agent);
    await rig.crashAt("reply.recorded", 1);
    expect(await rig.finish()).toEqual(["completed"]);
    expect(agent.asked).toEqual([1, 2]);
    expect(act.keys).toEqual([`${rig.id}:1:0`, `${rig.id}:1:1`]);
  });

  it("after a call finished: that call never runs again, the unstarted ones run", async () => {
    const first = countingTool({ name: "first", effects: "external" });
    const second = countingTool({ name: "second", effects: "workspace" });
    const rig = await createRig(scriptedAgent([["first", "second"], []], [first, second]));
    await rig.crashAt("call.recorded", 1);
    await rig.finish();
    expect(first.keys).toHaveLength(1);
    expect(second.keys).toHaveLength(1);
  });

  it("between turns: resumes from the newest checkpoint with the same context", async () => {
    const agent = scriptedAgent([["look"], ["look"], []], [look()]);
    const rig = await createRig(agent);
    await rig.crashAt("turn.committed", 2);
    await rig.finish();
    expect(agent.asked).toEqual([1, 2, 3]);
    const [resumed] = await rig.events("recovery.resumed");
    expect(resumed).toMatchObject({ turn: 2, attempt: 1 });
    expect(
      (await rig.events("heartbeat.stale", "recovery.started", "checkpoint.loaded", "execution.resume_completed")).map(
        ({ type }) => type,
      ),
    ).toEqual(["heartbeat.stale", "recovery.started", "checkpoint.loaded", "execution.resume_completed"]);
  });

  it("before its first checkpoint: goes on from the beginning with its journal", async () => {
    const agent = scriptedAgent([["look"], []], [look()]);
    const rig = await createRig(agent);
    await rig.crashAt("reply.recorded", 1);
    await rig.finish();
    expect(await rig.events("recovery.no_checkpoint")).toHaveLength(1);
    expect(agent.asked).toEqual([1, 2]);
  });
});

describe("an uncertain call", () => {
  async function crashInCall(declaration: Partial<Tool<JsonObject>>) {
    const tool = countingTool({ name: "charge", ...declaration });
    const rig = await createRig(scriptedAgent([["charge"], []], [tool]));
    await rig.crashAt("call.ran", 1);
    return { rig, tool };
  }
  const content = async (rig: Awaited<ReturnType<typeof createRig>>) => JSON.stringify(await rig.messages(1));

  it("of an undeclared tool is never repeated; the agent is told that its outcome is unknown", async () => {
    const { rig, tool } = await crashInCall({});
    await rig.finish();
    expect(tool.keys).toHaveLength(1);
    expect(await content(rig)).toContain('outcome unknown: charge({\\"turn\\":1})');
    expect(await rig.events("call.settled")).toMatchObject([{ settlement: "unknown", by: "ask" }]);
  });

  it("of an idempotent tool runs again under the same key, as the second attempt", async () => {
    const attempts: number[] = [];
    const { rig, tool } = await crashInCall({
      effects: "external",
      recovery: "idempotent",
      run: (_args, { attempt }) => attempts.push(attempt),
    });
    await rig.finish();
    expect(attempts).toEqual([1, 2]);
    expect(tool.keys).toEqual([]);
    expect((await rig.events("call.started")).map(({ key, attempt }) => [key, attempt])).toEqual([
      [`${rig.id}:1:0`, 1],
      [`${rig.id}:1:0`, 2],
    ]);
  });

  it.each<[ReconcileVerdict, number, string]>([
    ["applied", 1, "Confirmed after an interruption"],
    [{ status: "applied", result: { receipt: 7 } }, 1, "receipt"],
    ["absent", 2, "charge ran"],
    ["unknown", 1, "outcome unknown"],
  ])("of a tool that reconciles to %j runs %i time(s)", async (verdict, runs, told) => {
    const { rig, tool } = await crashInCall({
      recovery: "reconcile",
      prepare: () => "before",
      reconcile: (_args, { evidence }) => (evidence === "before" ? verdict : "unknown"),
    });
    await rig.finish();
    expect(tool.keys).toHaveLength(runs);
    expect(await content(rig)).toContain(told);
  });

  it("of a tool that is gone on resume is told to the agent as unknown, not forgotten", async () => {
    const { rig } = await crashInCall({});
    await rig.finish({ agents: [scriptedAgent([["charge"], []], [])] });
    expect(await content(rig)).toContain("outcome unknown: charge");
    expect(await content(rig)).toContain("charge was in flight: its outcome is unknown");
  });

  it("of a tool that could never be asked does not come to be: the call is refused before it runs", async () => {
    const charge = countingTool({ name: "charge", recovery: "reconcile" });
    const rig = await createRig(scriptedAgent([["charge"], []], [charge]));
    expect(await rig.finish()).toEqual(["failed"]);
    expect((await rig.now("failed")).failure.code).toBe("config_invalid");
    expect(charge.keys).toEqual([]);
  });

  it("of a tool that cannot be asked just now is asked again later", async () => {
    let asked = 0;
    const reconcile = () => {
      asked += 1;
      if (asked === 1) throw new Error("connection reset");
      return "absent" as const;
    };
    const { rig, tool } = await crashInCall({ recovery: "reconcile", reconcile });
    const worker = rig.worker();
    await worker.start();
    await worker.idle();
    expect(worker.outcomes).toEqual(["retrying"]);
    await rig.clock.advance(2_000);
    await worker.idle();
    expect(worker.outcomes).toEqual(["retrying", "completed"]);
    expect(tool.keys).toHaveLength(2);
    await worker.stop();
  });

  it("of a tool that asks a person parks the execution until it is answered", async () => {
    const { rig, tool } = await crashInCall({ recovery: "ask_person" });
    expect(await rig.finish()).toEqual(["parked"]);
    expect((await rig.now("waiting")).question).toMatchObject({
      kind: "uncertain_call",
      tool: "charge",
      key: `${rig.id}:1:0`,
    });

    await expect(rig.control.answer({ executionId: rig.id, answer: "allow" })).rejects.toThrow(
      "this question takes happened or did_not_happen",
    );
    await rig.control.answer({ executionId: rig.id, answer: "happened", note: "receipt 9" });
    expect(await rig.finish()).toEqual(["completed"]);
    expect(tool.keys).toHaveLength(1);
    expect(await content(rig)).toContain("receipt 9");
  });

  it("runs again when the person says that it did not happen", async () => {
    const { rig, tool } = await crashInCall({ recovery: "ask_person" });
    await rig.finish();
    await rig.control.answer({ executionId: rig.id, answer: "did_not_happen" });
    await rig.finish();
    expect(tool.keys).toHaveLength(2);
  });

  it("that is settled as repeatable and interrupted again is settled again, not lost", async () => {
    const tool = countingTool({ name: "charge", recovery: "idempotent" });
    const rig = await createRig(scriptedAgent([["charge"], []], [tool]));
    await rig.crashAt("call.ran", 1);
    await rig.crashAt("call.ran", 1);
    expect(await rig.finish()).toEqual(["completed"]);
    expect((await rig.events("call.started")).map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
  });
});

describe("the reconciliation message", () => {
  it("closes a turn that was interrupted after its reply, naming how its calls were settled", async () => {
    const rig = await createRig(scriptedAgent([["charge"], []], [countingTool({ name: "charge" })]));
    await rig.crashAt("call.ran", 1);
    await rig.finish();
    const last = (await rig.messages(1)).at(-1) as { role: string; content: string };
    expect(last.role).toBe("user");
    expect(last.content).toContain("resumed at turn 1");
    expect(last.content).toContain("charge was in flight: its outcome is unknown");
    expect(await rig.events("recovery.reconciled")).toMatchObject([{ turn: 1, settled: 1 }]);
  });

  it("opens a turn that has no reply yet, and is seen by the model", async () => {
    const seen: unknown[] = [];
    const rig = await createRig({
      name: "coder",
      run: async (run) => {
        for (;;) {
          const reply = await run.step("reply", () => (seen.push(run.context.messages.length), run.turn));
          await run.checkpoint({ messages: [{ role: "assistant", content: reply }] });
          if (reply === 3) return null;
        }
      },
    });
    await rig.crashAt("turn.committed", 1);
    await rig.finish();
    expect(seen).toEqual([0, 2, 3]);
    expect((await rig.messages(3)).map((message) => (message as { role: string }).role)).toEqual([
      "assistant",
      "user",
      "assistant",
      "assistant",
    ]);
  });

  it("says that the agent's definition has changed", async () => {
    const agent = scriptedAgent([["look"], []], [look()], { fingerprint: "v1" });
    const rig = await createRig(agent);
    await rig.crashAt("turn.committed", 1);
    await rig.finish({ agents: [{ ...agent, fingerprint: "v2" }] });
    expect((await rig.events("recovery.reconciled"))[0]?.notice).toContain(
      "Your instructions, tools or model have changed",
    );
  });

  it("is replaced by a failure when the definition refuses to go on changed", async () => {
    const agent = scriptedAgent([["look"], []], [look()], { fingerprint: "v1", onChange: "refuse" });
    const rig = await createRig(agent);
    await rig.crashAt("turn.committed", 1);
    await rig.finish({ agents: [{ ...agent, fingerprint: "v2" }] });
    expect((await rig.now("failed")).failure).toMatchObject({ category: "changed", code: "agent_changed" });
  });
});

describe("an interruption", () => {
  const told = async (rig: Awaited<ReturnType<typeof createRig>>, turn: number) =>
    JSON.stringify(await rig.messages(turn));

  it("is told even if the execution was parked and answered in between", async () => {
    const charge = countingTool({ name: "charge", recovery: "ask_person" });
    const rig = await createRig(scriptedAgent([["charge"], []], [charge]));
    await rig.crashAt("call.ran", 1);
    await rig.finish();
    await rig.control.answer({ executionId: rig.id, answer: "happened" });
    await rig.finish();
    expect(await told(rig, 1)).toContain("charge was in flight: a person said what happened");
  });

  it("closes the turn it happened in, when an earlier turn could not be written yet", async () => {
    const act = countingTool({ name: "act" });
    const rig = await createRig(scriptedAgent([["look"], ["act"], []], [look(), act]));
    rig.store.faults.failNext("commitTurn", new HoldfastError("storage_full", "no space left"));
    await rig.crashAt("call.ran", 2);
    await rig.finish();
    expect(await told(rig, 1)).not.toContain("Holdfast");
    expect(await told(rig, 2)).toContain("act was in flight: its outcome is unknown");
  });

  it("is told once per crash, also when the next crash comes before the turn is over", async () => {
    const rig = await createRig(scriptedAgent([["look"], ["look"], []], [look()]));
    await rig.crashAt("turn.committed", 1);
    await rig.crashAt("reply.requested", 2);
    await rig.finish();
    const messages = (await rig.messages(2)) as { role: string }[];
    expect(messages.filter(({ role }) => role === "user")).toHaveLength(2);
  });

  it("by a shutdown in the middle of a call is told too", async () => {
    const stuck = countingTool({
      name: "stuck",
      run: (_args, { signal }) =>
        new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error))),
    });
    const rig = await createRig(scriptedAgent([["stuck"], []], [stuck]));
    const worker = rig.worker();
    await worker.start();
    await rig.clock.advance(0);
    await worker.stop("immediate");
    await rig.finish();
    expect(await told(rig, 1)).toContain("Its worker was stopped.");
    expect(await told(rig, 1)).toContain("stuck was in flight: its outcome is unknown");
  });

  it("does not keep a turn from being completed when its commit fails", async () => {
    const rig = await createRig(scriptedAgent([["charge"], []], [countingTool({ name: "charge" })]));
    await rig.crashAt("call.ran", 1);
    rig.store.faults.failNext("commitTurn", new HoldfastError("storage_full", "no space left"));
    expect(await rig.finish()).toEqual(["completed"]);
    expect(await told(rig, 1)).toContain("charge was in flight");
    expect(await rig.events("recovery.reconciled")).toHaveLength(1);
  });
});

describe("a corrupt checkpoint", () => {
  it("is reported, and the one before it is used", async () => {
    const agent = scriptedAgent([["look"], ["look"], ["look"], []], [look()]);
    const rig = await createRig(agent);
    await rig.crashAt("turn.committed", 3);
    rig.store.corruptTurn(rig.id, 3);
    expect(await rig.finish()).toEqual(["completed"]);
    expect(await rig.events("checkpoint.load_failed")).toMatchObject([{ turn: 3, code: "checkpoint_corrupt" }]);
    expect((await rig.events("recovery.resumed"))[0]).toMatchObject({ turn: 2 });
    expect((await rig.events("recovery.reconciled"))[0]?.notice).toContain(
      "1 completed turn(s) after this point could not be read",
    );
    expect(agent.asked).toEqual([1, 2, 3, 3, 4]);
  });

  it("leaves every good turn before it, whether a checkpoint points there or not", async () => {
    const agent = scriptedAgent([["look"], ["look"], ["look"], []], [look()]);
    const rig = await createRig(agent);
    await rig.crashAt("turn.committed", 3, [agent], { everyTurns: 5 });
    rig.store.corruptTurn(rig.id, 3);
    expect(await rig.finish()).toEqual(["completed"]);
    expect(agent.asked).toEqual([1, 2, 3, 3, 4]);
  });

  it("with none left before it goes to the fallback, which keeps what is there", async () => {
    const rig = await createRig(scriptedAgent([["look"], ["look"], []], [look()]));
    await rig.crashAt("turn.committed", 2);
    rig.store.corruptTurn(rig.id, 1);
    expect(await rig.finish()).toEqual(["fell_back"]);
    expect((await rig.now("abandoned")).failure.category).toBe("storage");
    expect(await rig.store.checkpoints.checkpoints(rig.id)).toHaveLength(2);
  });

  it("is told from storage that fails for a moment, which is tried again", async () => {
    const rig = await createRig(scriptedAgent([["look"], []], [look()]));
    await rig.crashAt("turn.committed", 1);
    rig.store.faults.failNext("load", new HoldfastError("storage_busy", "locked"));
    const worker = rig.worker();
    await worker.start();
    await rig.clock.advance(0);
    await rig.clock.advance(200);
    await worker.idle();
    expect(worker.outcomes).toEqual(["completed"]);
    await worker.stop();
  });

  it("is told from storage that keeps failing, which goes to the fallback", async () => {
    const rig = await createRig(scriptedAgent([["look"], []], [look()]));
    await rig.crashAt("turn.committed", 1);
    for (let time = 0; time < 3; time += 1)
      rig.store.faults.failNext("load", new HoldfastError("storage_failed", "I/O error"));
    const worker = rig.worker();
    await worker.start();
    for (let time = 0; time < 4; time += 1) await rig.clock.advance(250);
    await worker.idle();
    expect((await rig.now("abandoned")).failure).toMatchObject({ category: "storage", code: "storage_failed" });
    await worker.stop();
  });
});

describe("resume attempts", () => {
  it("are counted durably, before each attempt, and spent without progress lead to the fallback", async () => {
    const rig = await createRig(scriptedAgent([["look"], []], [look()]));
    await rig.crashAt("reply.recorded", 1);
    await rig.crashAt("turn.committing", 1);
    await rig.crashAt("turn.committing", 1);
    expect((await rig.now("running")).attempts).toBe(2);
    expect(await rig.finish()).toEqual(["fell_back"]);
    expect(await rig.now("abandoned")).toMatchObject({ attempts: 3, failure: { category: "crashed" } });
    expect(await rig.store.projects.task(rig.task.id)).toMatchObject({ status: "failed" });
    expect(await rig.store.checkpoints.checkpoints(rig.id)).toEqual([]);
    expect(await rig.store.executions.heartbeats()).toEqual([]);
  });

  it("that completed a turn do not count against the limit", async () => {
    const rig = await createRig(scriptedAgent([["look"], ["look"], ["look"], ["look"], []], [look()]));
    for (let turn = 1; turn <= 4; turn += 1) await rig.crashAt("turn.committed", turn);
    expect((await rig.events("recovery.started")).map(({ attempt }) => attempt)).toEqual([1, 1, 1]);
    expect(await rig.finish()).toEqual(["completed"]);
    expect((await rig.now("completed")).attempts).toBe(0);
  });

  it("of 0 go straight to the fallback", async () => {
    const rig = await createRig(scriptedAgent([["look"], []], [look()]));
    await rig.crashAt("turn.committed", 1);
    expect(await rig.finish({ config: { maxResumeAttempts: 0 } })).toEqual(["fell_back"]);
  });

  it("spent hand the task to another agent, a bounded number of times", async () => {
    const agent = scriptedAgent([["look"], []], [look()]);
    const rig = await createRig(agent);
    const other = await rig.control.createAgent({ projectId: rig.project.id, name: "second" });
    await rig.crashAt("reply.recorded", 1);
    const outcomes = await rig.finish({ config: { maxResumeAttempts: 0 }, agents: [agent] });
    expect(outcomes).toEqual(["fell_back"]);
    expect(await rig.events("task.reassigned")).toMatchObject([{ toAgentId: other.id, reassignments: 1 }]);
    expect(await rig.finish({ agents: [scriptedAgent([[]], [], { name: "second" })] })).toEqual(["completed"]);
    expect(await rig.store.projects.task(rig.task.id)).toMatchObject({
      status: "done",
      agentId: other.id,
      reassignments: 1,
    });
  });

  it("spent by the second agent too leave the task failed: it was handed on as often as it may be", async () => {
    const agent = scriptedAgent([["look"], []], [look()]);
    const second = scriptedAgent([["look"], []], [look()], { name: "second" });
    const rig = await createRig(agent);
    await rig.control.createAgent({ projectId: rig.project.id, name: "second" });
    await rig.crashAt("reply.recorded", 1);
    await rig.finish({ config: { maxResumeAttempts: 0 }, agents: [agent] });
    await rig.crashAt("reply.recorded", 1, [second]);
    expect(await rig.finish({ config: { maxResumeAttempts: 0 }, agents: [agent, second] })).toEqual(["fell_back"]);
    expect(await rig.events("task.reassigned")).toHaveLength(1);
    expect(await rig.store.projects.task(rig.task.id)).toMatchObject({ status: "failed", reassignments: 1 });
  });

  it("can be answered by any strategy", async () => {
    const fallback = {
      recover: async (_ports: RecoveryPorts, _claim: Claim, failure: Failure) => ({
        failure,
        result: {
          outcome: "fell_back" as const,
          category: "crashed" as const,
          reason: "paged somebody",
          reassigned: false,
        },
      }),
    };
    const agent = scriptedAgent([["look"], []], [look()], { recovery: checkpointRecovery({ fallback }) });
    const rig = await createRig(agent);
    await rig.crashAt("turn.committed", 1);
    expect(await rig.finish({ config: { maxResumeAttempts: 0 } })).toEqual(["fell_back"]);
    expect(await rig.events("recovery.fell_back")).toMatchObject([{ reason: "paged somebody" }]);
    expect((await rig.now("abandoned")).failure.category).toBe("crashed");
  });
});
