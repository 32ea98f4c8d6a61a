import { describe, expect, it } from "vitest";
import { HoldfastError } from "../errors/holdfast-error.js";
import { countingTool, scriptedAgent } from "../testing/scripted-agent.js";
import type { Run } from "./run.js";
import { createRig } from "../testing/worker-rig.js";

const diskFull = () => new HoldfastError("storage_full", "no space left");

describe("a run", () => {
  it("commits a checkpoint after every turn and never of turn 0, then completes its task", async () => {
    const rig = await createRig(
      scriptedAgent([["look"], ["look"], []], [countingTool({ name: "look", effects: "none" })]),
    );
    expect(await rig.finish()).toEqual(["completed"]);

    expect((await rig.now("completed")).result).toBe("done after 3 turns");
    expect((await rig.store.checkpoints.checkpoints(rig.id)).map(({ turn }) => turn)).toEqual([3, 2, 1]);
    expect((await rig.control.execution(rig.id)).usage).toEqual({ inputTokens: 30, outputTokens: 15, costMicroUsd: 6 });
    expect(await rig.store.projects.task(rig.task.id)).toMatchObject({ status: "done", result: "done after 3 turns" });
  });

  it("makes a checkpoint every second turn when told to, and keeps every turn", async () => {
    const rig = await createRig(
      scriptedAgent([["look"], ["look"], ["look"], []], [countingTool({ name: "look", effects: "none" })]),
    );
    await rig.finish({ config: { everyTurns: 2 } });

    expect((await rig.store.checkpoints.checkpoints(rig.id)).map(({ turn }) => turn)).toEqual([4, 2]);
    expect((await rig.events("checkpoint.skipped")).map(({ turn }) => turn)).toEqual([1, 3]);
    expect(await rig.messages(3)).toHaveLength(6);
  });

  it("removes a completed execution's checkpoints when its retention says so", async () => {
    const rig = await createRig(scriptedAgent([["look"], []], [countingTool({ name: "look", effects: "none" })]));
    await rig.finish({ config: { retention: "remove" } });
    expect(await rig.store.checkpoints.checkpoints(rig.id)).toEqual([]);
    expect(await rig.events("checkpoint.deleted")).toEqual([
      { type: "checkpoint.deleted", count: 2, reason: "retention" },
    ]);
  });

  it("goes on when a turn cannot be written, and commits it with the next one", async () => {
    const rig = await createRig(
      scriptedAgent([["look"], ["look"], []], [countingTool({ name: "look", effects: "none" })]),
    );
    rig.store.faults.failNext("commitTurn", diskFull());
    expect(await rig.finish()).toEqual(["completed"]);

    expect(await rig.events("checkpoint.save_failed")).toEqual([
      { type: "checkpoint.save_failed", turn: 1, code: "storage_full", failures: 1 },
    ]);
    expect((await rig.events("turn.committed")).map(({ turn }) => turn)).toEqual([1, 2, 3]);
    expect(await rig.messages(3)).toHaveLength(5);
  });

  it.each([
    ["completes", {}, "completed"],
    ["halts", { maxTurns: 1 }, "halted"],
  ] as const)("commits a turn that could not be written when the run %s", async (_how, settings, outcome) => {
    const rig = await createRig(
      scriptedAgent(outcome === "halted" ? [["look"], []] : [[]], [countingTool({ name: "look", effects: "none" })]),
      settings,
    );
    rig.store.faults.failNext("commitTurn", diskFull());
    expect(await rig.finish()).toEqual([outcome]);
    expect(await rig.now(outcome)).toMatchObject({ turn: 1 });
  });

  it("does not commit a turn twice when its first commit was written but reported as failed", async () => {
    const rig = await createRig(scriptedAgent([["look"], []], [countingTool({ name: "look", effects: "none" })]));
    rig.store.faults.failNextAfter("commitTurn", diskFull());
    expect(await rig.finish()).toEqual(["completed"]);
    expect((await rig.events("turn.committed")).map(({ turn }) => turn)).toEqual([1, 2]);
    expect(await rig.messages(2)).toHaveLength(3);
  });

  it("loses nothing when it crashes with a turn that could not be written", async () => {
    const look = countingTool({ name: "look", effects: "none" });
    const agent = scriptedAgent([["look"], ["look"], []], [look]);
    const rig = await createRig(agent);
    rig.store.faults.failNext("commitTurn", diskFull());
    await rig.crashAt("reply.recorded", 2);
    expect(await rig.finish()).toEqual(["completed"]);
    expect(agent.asked).toEqual([1, 2, 3]);
    expect(look.keys).toHaveLength(2);
  });

  it("does not swallow a programmer's error in the store", async () => {
    const rig = await createRig(scriptedAgent([["look"], []], [countingTool({ name: "look", effects: "none" })]));
    rig.store.faults.failNext("commitTurn", new TypeError("x is not a function"));
    expect(await rig.finish()).toEqual(["failed"]);
    expect((await rig.now("failed")).failure).toEqual({
      category: "agent",
      code: "agent_failed",
      message: "TypeError: x is not a function",
    });
  });

  it("waits with a reply that cannot be made durable instead of running its tools", async () => {
    const act = countingTool({ name: "act", effects: "external" });
    const rig = await createRig(scriptedAgent([["act"], []], [act]));
    rig.store.faults.failNext("record", diskFull());
    const worker = rig.worker();
    await worker.start();
    await rig.clock.advance(10);
    expect(act.keys).toEqual([]);
    await rig.clock.advance(100);
    await worker.idle();
    expect(worker.outcomes).toEqual(["completed"]);
    expect(act.keys).toHaveLength(1);
    await worker.stop();
  });

  it("refuses a checkpoint that JSON would change in silence, naming the path", async () => {
    const rig = await createRig({
      name: "coder",
      run: (run) => run.checkpoint({ messages: [{ role: "user", at: new Date(0) as never }] }),
    });
    await rig.finish();
    expect((await rig.now("failed")).failure.message).toContain("checkpoint.messages[0].at");
  });

  it("says once that a loop cannot be checkpointed", async () => {
    const rig = await createRig({ name: "coder", notCheckpointable: "it hides its turns", run: async () => "done" });
    await rig.finish();
    expect(await rig.events("execution.loop_not_checkpointable")).toEqual([
      { type: "execution.loop_not_checkpointable", reason: "it hides its turns" },
    ]);
  });
});

describe("a run's limits", () => {
  const look = () => countingTool({ name: "look", effects: "none" });

  it("halt it, keep what it did, and let it go on when they are raised", async () => {
    const agent = scriptedAgent([["look"], ["look"], []], [look()]);
    const rig = await createRig(agent, { maxTurns: 2, autonomy: "supervised" });
    expect(await rig.finish()).toEqual(["halted"]);
    expect(await rig.now("halted")).toMatchObject({ halt: "max_turns", turn: 2 });

    await rig.control.resume({ executionId: rig.id, settings: { maxTurns: 5 } });
    expect((await rig.now("queued")).settings).toMatchObject({ maxTurns: 5, autonomy: "supervised" });
    expect(await rig.finish()).toEqual(["completed"]);
    expect(agent.asked).toEqual([1, 2, 3]);
  });

  it("count what was used before a crash", async () => {
    const rig = await createRig(scriptedAgent([["look"], ["look"], ["look"], []], [look()]), { maxTokens: 30 });
    await rig.crashAt("turn.committed", 1);
    expect(await rig.finish()).toEqual(["halted"]);
    expect(await rig.now("halted")).toMatchObject({ halt: "max_tokens", turn: 2 });
  });

  it("stop it in the middle of a turn when its time is over", async () => {
    let aborted = false;
    const stuck = countingTool({
      name: "stuck",
      effects: "none",
      run: (_args, { signal }) =>
        new Promise((_, reject) =>
          signal.addEventListener("abort", () => {
            aborted = true;
            reject(signal.reason as Error);
          }),
        ),
    });
    const rig = await createRig(scriptedAgent([["stuck"], []], [stuck]), { timeoutMs: 500 });
    const worker = rig.worker();
    await worker.start();
    await rig.clock.advance(0);
    await rig.clock.advance(500);
    await worker.idle();
    expect(aborted).toBe(true);
    expect(await rig.now("halted")).toMatchObject({ halt: "timeout" });
    await worker.stop();
  });
});

describe("a run that stops", () => {
  it("is over only when every call that it set going is over", async () => {
    let finish = () => {};
    let begin = () => {};
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const asks = countingTool({ name: "asks", effects: "external" });
    const run = () => {
      begin();
      return new Promise<string>((resolve) => (finish = () => resolve("done")));
    };
    const slow = countingTool({ name: "slow", effects: "workspace", run });
    const afterwards = (run: Run) => begun.then(() => run.tool(asks, {}));
    const agent = { name: "coder", run: (run: Run) => Promise.all([run.tool(slow, {}), afterwards(run)]) };
    const rig = await createRig(agent, { autonomy: "supervised" });
    const worker = rig.worker();
    await worker.start();
    await rig.clock.advance(0);
    expect(await rig.now("running")).toMatchObject({ workerId: worker.id });
    finish();
    await worker.idle();
    expect(worker.outcomes).toEqual(["parked"]);
    await rig.control.answer({ executionId: rig.id, answer: "allow" });
    await rig.clock.advance(300);
    await worker.idle();
    expect((await rig.now("completed")).result).toEqual(["done", "asks ran"]);
    await worker.stop();
  });

  it("fails when the way it stopped cannot be written, and no more", async () => {
    const rig = await createRig(scriptedAgent([["look"], []], [countingTool({ name: "look", effects: "none" })]), {
      maxTurns: 1,
    });
    rig.store.faults.failNext("change", new TypeError("x is not a function"));
    expect(await rig.finish()).toEqual(["failed"]);
    expect((await rig.now("failed")).failure.message).toContain("x is not a function");
  });

  it("commits a turn once, however often its agent completes it", async () => {
    const rig = await createRig({
      name: "coder",
      run: async (run) => {
        const complete = () => run.checkpoint({ messages: [{ role: "assistant", content: "hello" }] });
        await complete().catch(complete);
        return "done";
      },
    });
    rig.store.faults.failNext("commitTurn", new TypeError("x is not a function"));
    expect(await rig.finish()).toEqual(["completed"]);
    expect(await rig.messages(1)).toHaveLength(1);
  });
});

describe("a run's time", () => {
  it("counts what was spent in a turn that was not completed", async () => {
    const stuck = countingTool({
      name: "stuck",
      run: (_args, { signal }) =>
        new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error))),
    });
    const rig = await createRig(scriptedAgent([["stuck"], []], [stuck]), { timeoutMs: 60_000 });
    const worker = rig.worker();
    await worker.start();
    await rig.clock.advance(0);
    await rig.clock.advance(40_000);
    await worker.stop("immediate");
    expect((await rig.now("queued")).activeMs).toBe(40_000);
  });

  it("is over even for an agent that does not heed its signal", async () => {
    const deaf = countingTool({ name: "deaf", run: () => new Promise(() => {}) });
    const rig = await createRig(scriptedAgent([["deaf"], []], [deaf]), { timeoutMs: 500 });
    const worker = rig.worker();
    await worker.start();
    await rig.clock.advance(0);
    await rig.clock.advance(500);
    await rig.clock.advance(5_000);
    expect(await rig.now("halted")).toMatchObject({ halt: "timeout" });
    expect(worker.outcomes).toEqual(["halted"]);
    await worker.stop();
  });
});

describe("a run that fails", () => {
  it("is retried by itself, later, when the failure can pass", async () => {
    let failures = 1;
    const rig = await createRig({
      name: "coder",
      run: async (run) => {
        await run.step("reply", () => {
          if (failures-- > 0) throw new HoldfastError("model_failed", "503", { details: { retryable: true } });
          return "fine";
        });
        return "done";
      },
    });
    const worker = rig.worker();
    await worker.start();
    await worker.idle();
    expect(await rig.now("queued")).toMatchObject({
      reason: "retry",
      failure: { category: "model", code: "model_failed" },
    });
    await rig.clock.advance(1_500);
    await worker.idle();
    expect(worker.outcomes).toEqual(["retrying", "completed"]);
    await worker.stop();
  });

  it("is retried through a long outage without being given up, and keeps what it has", async () => {
    let failures = 10;
    const rig = await createRig({
      name: "coder",
      run: async (run) => {
        if (run.turn === 1) await run.checkpoint({ state: { done: 1 } });
        await run.step("reply", () => {
          if (failures-- > 0) throw new HoldfastError("model_failed", "503", { details: { retryable: true } });
          return "fine";
        });
        return "done";
      },
    });
    const worker = rig.worker({ config: { maxResumeAttempts: 0 } });
    await worker.start();
    await rig.clock.advance(600_000);
    expect(worker.outcomes).toEqual([...Array(10).fill("retrying"), "completed"]);
    expect(await rig.store.checkpoints.checkpoints(rig.id)).toHaveLength(1);
    await worker.stop();
  });

  it("fails in the end when what can pass does not", async () => {
    const rig = await createRig({
      name: "coder",
      run: (run) =>
        run.step("reply", () => {
          throw new HoldfastError("model_failed", "503", { details: { retryable: true } });
        }),
    });
    const worker = rig.worker();
    await worker.start();
    await rig.clock.advance(3_600_000);
    expect((await rig.now("failed")).failure).toMatchObject({ category: "model" });
    await worker.stop();
  });

  it("fails when its arguments cannot be stored, instead of going round for ever", async () => {
    const charge = countingTool({ name: "charge", effects: "external" });
    const rig = await createRig(
      { name: "coder", run: async (run) => run.tool(charge, { note: undefined as never }) },
      { autonomy: "supervised" },
    );
    expect(await rig.finish()).toEqual(["failed"]);
    expect((await rig.now("failed")).failure.message).toContain("charge's arguments.note");
    expect(charge.keys).toEqual([]);
  });

  it("for two calls of one id says so: they would share one result", async () => {
    const act = countingTool({ name: "act" });
    const rig = await createRig({
      name: "coder",
      run: async (run) => {
        await run.calls(
          new Map([["act", act]]),
          [0, 1].map((n) => ({ callId: "same", tool: "act", args: { n } })),
        );
      },
    });
    await rig.finish();
    expect((await rig.now("failed")).failure.message).toContain('the callId "same" twice in turn 1');
  });

  it("keeps its checkpoints for the next attempt, and says why without stack or secret", async () => {
    const rig = await createRig({
      name: "coder",
      run: async (run) => {
        await run.checkpoint({ state: { done: 1 } });
        throw new Error("no access with key sk-abcdefghijklmnop\n  at secret.ts:1");
      },
    });
    await rig.finish();
    expect((await rig.now("failed")).failure.message).toBe("Error: no access with key [redacted]");
    expect(await rig.store.checkpoints.checkpoints(rig.id)).toHaveLength(1);
  });
});
