import { describe, expect, it } from "vitest";
import { HoldfastError } from "../errors/holdfast-error.js";
import { ManualClock } from "../testing/manual-clock.js";
import type { Probe } from "./probe.js";
import { countingTool, scriptedAgent } from "../testing/scripted-agent.js";
import { createRig, heartbeatIntervalMs, leaseMs } from "../testing/worker-rig.js";

/** A probe that stops at a point until it is let go. */
function gate(point: string, turn: number): { probe: Probe; reached: Promise<void>; open: () => void } {
  let reach = () => {};
  let open = () => {};
  const reached = new Promise<void>((resolve) => (reach = resolve));
  const opened = new Promise<void>((resolve) => (open = resolve));
  const probe: Probe = (at, where) => {
    if (at !== point || where.turn !== turn) return;
    reach();
    return opened;
  };
  return { probe, reached, open };
}

/** A tool that runs until it is told to stop. */
const untilAborted = (name: string) =>
  countingTool({
    name,
    run: (_args, { signal }) =>
      new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error))),
  });

const threeTurns = () => scriptedAgent([["act"], ["act"], []], [countingTool({ name: "act", effects: "external" })]);

describe("a heartbeat", () => {
  it("is sent on a timer of its own, and told", async () => {
    const rig = await createRig(threeTurns());
    const beats: string[] = [];
    const worker = rig.worker({ onEvent: ({ type }) => beats.push(type) });
    await worker.start();
    await worker.idle();
    const before = beats.length;
    await rig.clock.advance(3 * heartbeatIntervalMs);
    expect(beats.slice(before)).toEqual(Array(3).fill("heartbeat.updated"));
    await worker.stop();
  });
});

describe("a lease", () => {
  it("is kept through a tool call that takes ten minutes", async () => {
    let finish = () => {};
    const slow = countingTool({ name: "act", run: () => new Promise((resolve) => (finish = () => resolve("done"))) });
    const rig = await createRig(scriptedAgent([["act"], []], [slow]));
    const worker = rig.worker();
    const other = rig.worker();
    await worker.start();
    await other.start();
    await rig.clock.advance(600_000);
    expect((await rig.now("running")).workerId).toBe(worker.id);
    finish();
    await worker.idle();
    expect(worker.outcomes).toEqual(["completed"]);
    expect(other.outcomes).toEqual([]);
    await Promise.all([worker.stop(), other.stop()]);
  });

  it("lets one worker run an execution; the other is told who does", async () => {
    const held = gate("call.intended", 1);
    const rig = await createRig(threeTurns());
    const worker = rig.worker({ probe: held.probe });
    await worker.start();
    await held.reached;
    const other = rig.worker();
    await other.startOnly(rig.id);
    await expect(other.assertRunning(rig.id)).rejects.toMatchObject({
      code: "lease_held",
      details: { pid: 4711, host: "testhost" },
    });
    held.open();
    await worker.idle();
    expect(worker.outcomes).toEqual(["completed"]);
    await worker.stop();
  });

  it("refuses every write of a worker that was frozen and replaced, and stops it", async () => {
    const act = countingTool({ name: "act", effects: "external", recovery: "idempotent" });
    const rig = await createRig(scriptedAgent([["act"], ["act"], []], [act]));
    const frozenClock = new ManualClock(rig.clock.now());
    const frozen = gate("call.intended", 1);
    const sleeper = rig.worker({ clock: frozenClock, probe: frozen.probe });
    await sleeper.start();
    await frozen.reached;

    await rig.clock.advance(leaseMs + 1);
    expect(await rig.finish()).toEqual(["completed"]);
    const before = await rig.store.events.last();
    const keys = act.keys.length;

    frozenClock.suspend(leaseMs + 1);
    frozen.open();
    await sleeper.idle();
    expect(sleeper.outcomes).toEqual(["lease_lost"]);
    expect(await rig.store.events.last()).toBe(before);
    expect(act.keys).toHaveLength(keys);
    await sleeper.stop();
  });

  it("is gone for a call in flight for ever, even when its worker beats again", async () => {
    let guard = () => {};
    const act = countingTool({
      name: "act",
      run: (_args, context) => {
        guard = context.guard;
        return new Promise((_, reject) =>
          context.signal.addEventListener("abort", () => reject(context.signal.reason as Error)),
        );
      },
    });
    const held = gate("call.intended", 1);
    const rig = await createRig(scriptedAgent([["act"], []], [act]));
    const worker = rig.worker({ probe: held.probe });
    await worker.start();
    await held.reached;
    held.open();
    await rig.clock.advance(0);
    expect(guard).not.toThrow();
    rig.clock.suspend(leaseMs + 1);
    await rig.clock.advance(heartbeatIntervalMs);
    expect(guard).toThrow();
    await worker.stop("immediate");
  });

  it("on a claim whose answer was lost is given back, and taken up again", async () => {
    const rig = await createRig(threeTurns());
    rig.store.faults.failNextAfter("claim", new HoldfastError("storage_failed", "connection lost"));
    const worker = rig.worker();
    await worker.start();
    expect(await rig.now("running")).toMatchObject({ workerId: worker.id });
    await rig.clock.advance(1_000);
    await worker.idle();
    expect(worker.outcomes).toEqual(["completed"]);
    await worker.stop();
  });

  it("that was revoked is noticed even if the first look at what is left fails", async () => {
    const rig = await createRig(scriptedAgent([["stuck"], []], [untilAborted("stuck")]));
    const held = gate("call.intended", 1);
    const worker = rig.worker({ probe: held.probe, scanIntervalMs: 100_000 });
    await worker.start();
    await held.reached;
    held.open();
    await rig.control.cancel({ executionId: rig.id });
    rig.store.faults.failNext("held", new HoldfastError("storage_busy", "locked"));
    await rig.clock.advance(2 * heartbeatIntervalMs);
    await worker.idle();
    expect(worker.outcomes).toEqual(["lease_lost"]);
    await worker.stop();
  });

  it("stops a worker that wakes up late before it acts; nobody replaced it, so it takes the work up anew", async () => {
    const act = countingTool({ name: "act", effects: "external" });
    const held = gate("reply.recorded", 1);
    const rig = await createRig(scriptedAgent([["act"], []], [act]));
    const worker = rig.worker({ probe: held.probe });
    await worker.start();
    await held.reached;
    rig.clock.suspend(leaseMs + 1);
    held.open();
    await worker.idle();
    expect(worker.outcomes).toEqual(["lease_lost"]);
    expect(act.keys).toEqual([]);
    await rig.clock.advance(2_000);
    await worker.idle();
    expect(worker.outcomes).toEqual(["lease_lost", "completed"]);
    expect(act.keys).toHaveLength(1);
    await worker.stop();
  });

  it("keeps a call from starting when its worker froze right after recording the intent", async () => {
    const act = countingTool({ name: "act", effects: "external" });
    const held = gate("call.intended", 1);
    const rig = await createRig(scriptedAgent([["act"], []], [act]));
    const worker = rig.worker({ probe: held.probe });
    await worker.start();
    await held.reached;
    rig.clock.suspend(leaseMs + 1);
    held.open();
    await worker.idle();
    expect([worker.outcomes, act.keys]).toEqual([["lease_lost"], []]);
    await worker.stop();
  });

  it("that cannot be renewed aborts what runs before it ends", async () => {
    const rig = await createRig(scriptedAgent([["stuck"], []], [untilAborted("stuck")]));
    const held = gate("call.intended", 1);
    const worker = rig.worker({ probe: held.probe });
    await worker.start();
    await held.reached;
    held.open();
    for (let time = 0; time < 20; time += 1)
      rig.store.faults.failNext("beat", new HoldfastError("storage_full", "no space left"));
    await rig.clock.advance(leaseMs);
    await worker.idle();
    expect(worker.outcomes).toEqual(["lease_lost"]);
    await worker.stop();
  });

  it("that was revoked aborts what runs with the next beat", async () => {
    const rig = await createRig(scriptedAgent([["stuck"], []], [untilAborted("stuck")]));
    const held = gate("call.intended", 1);
    const worker = rig.worker({ probe: held.probe });
    await worker.start();
    await held.reached;
    held.open();
    await rig.control.cancel({ executionId: rig.id });
    await rig.clock.advance(heartbeatIntervalMs);
    await worker.idle();
    expect(worker.outcomes).toEqual(["lease_lost"]);
    await worker.stop();
  });

  it("survives a wall clock that jumps a day in either direction", async () => {
    const held = gate("call.intended", 1);
    const rig = await createRig(threeTurns());
    const worker = rig.worker({ probe: held.probe });
    await worker.start();
    await held.reached;
    const other = rig.worker();
    await other.start();
    for (const jump of [86_400_000, -2 * 86_400_000]) {
      rig.clock.jumpWall(jump);
      await rig.clock.advance(1_000);
      expect((await rig.now("running")).workerId).toBe(worker.id);
    }
    held.open();
    await worker.idle();
    await Promise.all([worker.stop(), other.stop()]);
  });

  it("is taken from its worker when a person cancels the execution", async () => {
    const held = gate("call.intended", 1);
    const rig = await createRig(threeTurns());
    const worker = rig.worker({ probe: held.probe });
    await worker.start();
    await held.reached;
    await rig.control.cancel({ executionId: rig.id });
    held.open();
    await worker.idle();
    expect(worker.outcomes).toEqual(["lease_lost"]);
    expect((await rig.now("cancelled")).turn).toBe(0);
    await worker.stop();
  });
});

describe("a graceful shutdown", () => {
  it("stops at the end of the turn, releases the lease, and the next start goes on at once", async () => {
    const agent = threeTurns();
    const held = gate("call.intended", 1);
    const rig = await createRig(agent);
    const worker = rig.worker({ probe: held.probe });
    await worker.start();
    await held.reached;
    const stopped = worker.stop("cooperative");
    held.open();
    await stopped;
    expect(worker.outcomes).toEqual(["released"]);
    expect(rig.clock.pending).toBe(0);
    expect(await rig.now("queued")).toMatchObject({ reason: "released", turn: 1, attempts: 0 });

    expect(await rig.finish()).toEqual(["completed"]);
    expect(agent.asked).toEqual([1, 2, 3]);
    expect(await rig.events("recovery.started")).toEqual([]);
  });

  it("stops after the current tool call when told to, and runs the others once on resume", async () => {
    const act = countingTool({ name: "act", effects: "external" });
    const held = gate("call.ran", 1);
    const rig = await createRig(scriptedAgent([["act", "act"], []], [act]));
    const worker = rig.worker({ probe: held.probe });
    await worker.start();
    await held.reached;
    const stopped = worker.stop("finish_tool");
    held.open();
    await stopped;
    expect(await rig.now("queued")).toMatchObject({ turn: 0 });
    expect(act.keys).toHaveLength(1);
    await rig.finish();
    expect(act.keys).toEqual([`${rig.id}:1:0`, `${rig.id}:1:1`]);
  });

  it("aborts what runs when told to stop immediately", async () => {
    const act = countingTool({
      name: "act",
      recovery: "idempotent",
      run: (_args, { signal, attempt }) =>
        attempt > 1
          ? "done"
          : new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error))),
    });
    const held = gate("call.intended", 1);
    const rig = await createRig(scriptedAgent([["act"], []], [act]));
    const worker = rig.worker({ probe: held.probe });
    await worker.start();
    await held.reached;
    held.open();
    await worker.stop("immediate");
    expect(worker.outcomes).toEqual(["released"]);
    expect(await rig.finish()).toEqual(["completed"]);
  });

  it("aborts a turn that outlasts its grace period", async () => {
    const held = gate("call.intended", 1);
    const rig = await createRig(scriptedAgent([["act"], []], [untilAborted("act")]));
    const worker = rig.worker({ probe: held.probe });
    await worker.start();
    await held.reached;
    held.open();
    const stopped = worker.stop("cooperative", 500);
    await rig.clock.advance(0);
    await rig.clock.advance(499);
    expect(worker.outcomes).toEqual([]);
    await rig.clock.advance(1);
    await stopped;
    expect(worker.outcomes).toEqual(["released"]);
  });

  it("stops an agent that swallows every exception", async () => {
    const held = gate("reply.requested", 1);
    const rig = await createRig({
      name: "coder",
      run: async (run) => {
        for (let tries = 0; tries < 100; tries += 1)
          await run
            .step("reply", () => "x", { usage: () => ({ inputTokens: 0, outputTokens: 0, costMicroUsd: 0 }) })
            .catch(() => {});
        return "finished anyway";
      },
    });
    const worker = rig.worker({ probe: held.probe });
    await worker.start();
    await held.reached;
    const stopped = worker.stop("immediate");
    held.open();
    await stopped;
    expect(await rig.now("queued")).toMatchObject({ reason: "released" });
  });
});

describe("a shutdown in the middle of a step", () => {
  it("keeps the reply that arrives while it unwinds: it is paid for", async () => {
    let answer = () => {};
    let asked = 0;
    const rig = await createRig({
      name: "coder",
      run: async (run) => {
        const usage = () => ({ inputTokens: 1, outputTokens: 1, costMicroUsd: 0 });
        return run.step(
          "reply",
          () => ((asked += 1), new Promise<string>((resolve) => (answer = () => resolve("hello")))),
          { usage },
        );
      },
    });
    const worker = rig.worker();
    await worker.start();
    await rig.clock.advance(0);
    const stopped = worker.stop("immediate");
    await rig.clock.advance(0);
    answer();
    await stopped;
    expect(worker.outcomes).toEqual(["released"]);
    expect(await rig.finish()).toEqual(["completed"]);
    expect(asked).toBe(1);
    expect((await rig.now("completed")).usage.inputTokens).toBe(1);
  });
});

describe("a supervised run", () => {
  it("asks before a call with external effects, and runs it once it is allowed", async () => {
    const act = countingTool({ name: "act", effects: "external" });
    const edit = countingTool({ name: "edit", effects: "workspace" });
    const rig = await createRig(scriptedAgent([["edit", "act"], []], [act, edit]), { autonomy: "supervised" });
    expect(await rig.finish()).toEqual(["parked"]);
    expect([edit.keys.length, act.keys.length]).toEqual([1, 0]);
    expect((await rig.now("waiting")).question).toMatchObject({ kind: "approval", tool: "act" });
    await rig.control.answer({ executionId: rig.id, answer: "allow" });
    expect(await rig.finish()).toEqual(["completed"]);
    expect([edit.keys.length, act.keys.length]).toEqual([1, 1]);
  });

  it("tells the agent when the call is denied", async () => {
    const act = countingTool({ name: "act", effects: "external" });
    const rig = await createRig(scriptedAgent([["act"], []], [act]), { autonomy: "supervised" });
    await rig.finish();
    await rig.control.answer({ executionId: rig.id, answer: "deny", note: "not on a Friday" });
    expect(await rig.finish()).toEqual(["completed"]);
    expect(act.keys).toEqual([]);
    expect(JSON.stringify(await rig.messages(1))).toContain("denied: not on a Friday");
  });
});
