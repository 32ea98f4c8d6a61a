import { describe, expect, it } from "vitest";
import { refusal } from "../testing/refusal.js";
import { startRig } from "../testing/server-rig.js";
import { setStage } from "../testing/stage.js";

const nowhere = "7ZZZZZZZZZZZZZZZZZZZZZZZZZ";

it("lists executions, newest first, by project, task and status", async () => {
  await using rig = await startRig();
  const { executions } = rig.connect();
  const stage = await setStage(rig.store, rig.clock);
  const other = await setStage(rig.store, rig.clock, "other");
  const first = await stage.queued();
  const second = await stage.queued();
  const elsewhere = await other.queued();
  await stage.claim(first);
  const listed = async (filter?: Parameters<typeof executions.list.query>[0]) =>
    (await executions.list.query(filter)).map(({ id }) => id);
  expect(await listed()).toEqual([elsewhere.id, second.id, first.id]);
  expect(await listed({ projectId: stage.project.id })).toEqual([second.id, first.id]);
  expect(await listed({ taskId: second.taskId })).toEqual([second.id]);
  expect(await listed({ status: "running" })).toEqual([first.id]);
  expect(await listed({ limit: 1 })).toEqual([elsewhere.id]);
  expect(await refusal(executions.list.query({ limit: 1_001 }))).toMatchObject({
    code: "invalid_input",
    details: { field: "list.limit" },
  });
});

it("shows who runs an execution, and what has happened in its turn so far", async () => {
  await using rig = await startRig();
  const { executions } = rig.connect();
  const stage = await setStage(rig.store, rig.clock);
  const execution = await stage.queued();
  const executionId = execution.id;
  expect(await executions.holder.query({ executionId })).toBeNull();
  const lease = await stage.claim(execution);
  const entry = { kind: "notice", text: "Resumed." } as const;
  await rig.store.executions.record(lease, { turn: 1, entries: [entry], events: [] });
  expect(await executions.holder.query({ executionId })).toMatchObject({ id: stage.workerId, host: "here", pid: 1 });
  expect(await executions.journal.query({ executionId })).toEqual([{ turn: 1, entry }]);
  expect(await executions.show.query({ executionId })).toMatchObject({ status: "running" });
});

it("cancels an execution for good, and its task with it", async () => {
  await using rig = await startRig();
  const { executions, tasks } = rig.connect();
  const stage = await setStage(rig.store, rig.clock);
  const { id: executionId, taskId } = await stage.queued();
  expect(await executions.cancel.mutate({ executionId })).toMatchObject({ status: "cancelled" });
  expect(await tasks.show.query({ taskId })).toMatchObject({ status: "cancelled" });
  expect(await refusal(executions.cancel.mutate({ executionId }))).toMatchObject({
    code: "invalid_state",
    trpcCode: "PRECONDITION_FAILED",
  });
});

it("resumes a halted execution with higher bounds", async () => {
  await using rig = await startRig();
  const { executions } = rig.connect();
  const stage = await setStage(rig.store, rig.clock);
  const execution = await stage.queued();
  expect(await refusal(executions.resume.mutate({ executionId: execution.id }))).toMatchObject({
    code: "invalid_state",
    details: { status: "queued" },
  });
  const lease = await stage.claim(execution);
  await rig.store.executions.change(execution.id, { type: "halt", halt: "max_turns" }, { lease });
  const resumed = await executions.resume.mutate({ executionId: execution.id, settings: { maxTurns: 9 } });
  expect(resumed).toMatchObject({ status: "queued", reason: "resumed", settings: { maxTurns: 9 } });
});

it("repeats a change under its idempotency key without making it again, though the execution runs by then", async () => {
  await using rig = await startRig();
  const { executions } = rig.connect();
  const stage = await setStage(rig.store, rig.clock);
  const execution = await stage.queued();
  const lease = await stage.claim(execution);
  await rig.store.executions.change(execution.id, { type: "halt", halt: "max_turns" }, { lease });
  const resume = { executionId: execution.id, settings: { maxTurns: 9 }, idempotencyKey: "k1" };
  const resumed = await executions.resume.mutate(resume);
  await stage.claim(execution);
  expect(await executions.resume.mutate(resume)).toEqual(resumed);
  expect(await executions.show.query({ executionId: execution.id })).toMatchObject({ status: "running" });
  const other = { executionId: execution.id, idempotencyKey: "k1" };
  expect(await refusal(executions.cancel.mutate(other))).toMatchObject({ code: "idempotency_conflict" });
});

it("answers what an execution waits for, with the answers the question takes", async () => {
  await using rig = await startRig();
  const { executions } = rig.connect();
  const stage = await setStage(rig.store, rig.clock);
  const execution = await stage.queued();
  const executionId = execution.id;
  expect(await refusal(executions.answer.mutate({ executionId, answer: "allow" }))).toMatchObject({
    code: "invalid_state",
  });
  const lease = await stage.claim(execution);
  const question = { kind: "approval", key: "k", tool: "charge", args: {}, text: "Charge?" } as const;
  await rig.store.executions.change(executionId, { type: "wait", question }, { lease });
  expect(await refusal(executions.answer.mutate({ executionId, answer: "happened" }))).toMatchObject({
    code: "invalid_input",
    details: { field: "answer", found: "happened" },
  });
  expect(await refusal(executions.answer.mutate({ executionId, answer: "allow", questionKey: "j" }))).toMatchObject({
    code: "conflict",
    details: { questionKey: "k" },
  });
  expect(await executions.answer.mutate({ executionId, answer: "allow", questionKey: "k", note: "Go." })).toMatchObject(
    {
      status: "queued",
      reason: "answered",
    },
  );
  expect(await executions.journal.query({ executionId })).toMatchObject([
    { entry: { kind: "settled", key: "k", settlement: "approved", by: "person" } },
  ]);
});

describe("an execution that is not there", () => {
  it.each(["show", "holder", "journal"] as const)("is refused by %s", async (name) => {
    await using rig = await startRig();
    expect(await refusal(rig.connect().executions[name].query({ executionId: nowhere }))).toMatchObject({
      code: "not_found",
      trpcCode: "NOT_FOUND",
    });
  });

  it("is refused by cancel, resume and answer", async () => {
    await using rig = await startRig();
    const { executions } = rig.connect();
    const refused = await Promise.all([
      refusal(executions.cancel.mutate({ executionId: nowhere })),
      refusal(executions.resume.mutate({ executionId: nowhere })),
      refusal(executions.answer.mutate({ executionId: nowhere, answer: "allow" })),
    ]);
    expect(refused.map(({ code }) => code)).toEqual(["not_found", "not_found", "not_found"]);
  });
});
