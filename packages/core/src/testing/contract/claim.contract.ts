import { expect, it } from "vitest";
import { timestampOf } from "../../models/timestamp.js";
import { leaseMs, Scenario } from "./scenario.js";
import type { OpenStore } from "./store-under-test.js";

export function claimContract(open: OpenStore): void {
  it("gives a queued execution with its project, task, lease and cause", async () => {
    await using s = await Scenario.open(open);
    const { task, execution } = await s.start();
    const worker = await s.worker();
    const claim = await s.claimOne(worker);
    expect(claim).toMatchObject({ lease: { executionId: execution.id, fence: 1 }, project: s.project, task });
    expect(claim).toMatchObject({ cause: "new", previous: null, failure: null, fingerprint: null });
    expect(claim.execution).toMatchObject({ status: "running", workerId: worker, fence: 1, attempts: 0 });
    expect(await s.executions.execution(execution.id)).toEqual(claim.execution);
    expect(await s.claim(worker)).toEqual([]);
  });

  it("takes queued executions oldest first, up to the limit", async () => {
    await using s = await Scenario.open(open);
    const first = await s.start();
    await s.clock.advance(10);
    const second = await s.start();
    s.clock.jumpWall(-3_600_000);
    const third = await s.start();
    const worker = await s.worker();
    expect(await s.claimed(worker, { limit: 2 })).toEqual([first.execution.id, second.execution.id]);
    expect(await s.claimed(worker, { limit: 2 })).toEqual([third.execution.id]);
  });

  it("takes expired leases before queued executions, the longest silent worker's first", async () => {
    await using s = await Scenario.open(open);
    const late = await s.running();
    const early = await s.running();
    await s.clock.advance(1_000);
    await s.beat(late.execution.workerId);
    const queued = await s.start();
    await s.expire();
    const claimed = await s.claimed(await s.worker());
    expect(claimed).toEqual([early.execution.id, late.execution.id, queued.execution.id]);
  });

  it("tells from whom an expired execution was taken over", async () => {
    await using s = await Scenario.open(open);
    const dead = await s.running();
    const beatAt = timestampOf(s.clock.now());
    await s.executions.setFingerprint(dead.lease, "abc");
    await s.expire();
    const after = await s.store.events.last();
    const worker = await s.worker();
    const claim = await s.claimOne(worker);
    expect(claim.cause).toBe("expired");
    expect(claim.previous).toEqual({
      id: dead.execution.workerId,
      host: "localhost",
      pid: 4711,
      lastHeartbeatAt: beatAt,
    });
    expect(claim.lease.fence).toBe(dead.lease.fence + 1);
    expect(claim.fingerprint).toBe("abc");
    expect(await s.events(after)).toEqual([
      { type: "heartbeat.stale", workerId: dead.execution.workerId, lastHeartbeatAt: beatAt },
      { type: "execution.started", workerId: worker, fence: 2 },
    ]);
  });

  it("leaves a lease alone until its very end", async () => {
    await using s = await Scenario.open(open);
    const { execution } = await s.running();
    const other = await s.worker();
    await s.clock.advance(leaseMs - 1);
    expect(await s.claim(other)).toEqual([]);
    await s.clock.advance(1);
    expect(await s.claimed(other)).toEqual([execution.id]);
  });

  it("judges leases by the monotonic clock: a wall clock that jumps expires nothing", async () => {
    await using s = await Scenario.open(open);
    await s.running();
    s.clock.jumpWall(365 * 86_400_000);
    expect(await s.claim(await s.worker())).toEqual([]);
  });

  it("takes over every lease of another boot, whatever its times say", async () => {
    await using s = await Scenario.open(open);
    const { execution } = await s.running();
    s.clock.reboot();
    expect(await s.claimed(await s.worker())).toEqual([execution.id]);
  });

  it("leaves alone a lease whose beat is newer than the clock's reading", async () => {
    await using s = await Scenario.open(open);
    await s.start();
    const early = await s.worker({ monotonicMs: s.clock.monotonic() + 1 });
    await s.claimOne(early);
    expect(await s.claim(await s.worker())).toEqual([]);
  });

  it("takes over a lease that ends much further away than its own length", async () => {
    await using s = await Scenario.open(open);
    await s.start();
    const bogus = await s.worker({ monotonicMs: s.clock.monotonic() + 10 * leaseMs });
    const { execution } = await s.claimOne(bogus);
    expect(await s.claimed(await s.worker())).toEqual([execution.id]);
  });

  it("never takes an execution from the claimer itself", async () => {
    await using s = await Scenario.open(open);
    const { execution, lease } = await s.running();
    await s.expire();
    expect(await s.claim(execution.workerId)).toEqual([]);
    expect(await s.executions.held(execution.workerId)).toEqual([lease]);
  });

  it("gives an execution to one of many claimers only", async () => {
    await using s = await Scenario.open(open);
    for (let count = 0; count < 10; count += 1) await s.start();
    const workers = await Promise.all(Array.from({ length: 8 }, () => s.worker()));
    const claims = await Promise.all(workers.map((worker) => s.claimed(worker, { limit: 3 })));
    expect(claims.flat()).toHaveLength(10);
    expect(new Set(claims.flat()).size).toBe(10);
  });

  it("skips paused projects, queued and expired alike", async () => {
    await using s = await Scenario.open(open);
    await s.running();
    await s.start();
    await s.subject.pauseProject(s.project.id);
    await s.expire();
    expect(await s.claim(await s.worker())).toEqual([]);
  });

  it("takes only executions of agents the worker knows", async () => {
    await using s = await Scenario.open(open);
    const reviewer = await s.newAgent("reviewer");
    const { execution } = await s.start(reviewer.id);
    await s.start();
    const worker = await s.worker();
    expect(await s.claimed(worker, { agentNames: ["reviewer", "planner"] })).toEqual([execution.id]);
    expect(await s.claimed(worker, { agentNames: [] })).toEqual([]);
  });

  it("takes only the execution asked for", async () => {
    await using s = await Scenario.open(open);
    await s.start();
    const { execution } = await s.start();
    const worker = await s.worker();
    expect(await s.claimed(worker, { executionId: execution.id })).toEqual([execution.id]);
    await s.expire();
    expect(await s.claimed(await s.worker(), { executionId: execution.id })).toEqual([execution.id]);
  });

  it("leaves a retry alone until its time, then tells why the last run stopped", async () => {
    await using s = await Scenario.open(open);
    const { execution, lease } = await s.running();
    const failure = { category: "model", code: "model_failed", message: "overloaded" } as const;
    const notBefore = s.clock.now() + 5_000;
    await s.executions.change(execution.id, { type: "queue", reason: "retry", notBefore, failure }, { lease });
    const worker = await s.worker();
    expect(await s.claim(worker)).toEqual([]);
    await s.clock.advance(5_000);
    expect(await s.claimOne(worker)).toMatchObject({ cause: "retry", failure, execution: { attempts: 0 } });
  });

  it("counts an attempt for each takeover and starts again after progress", async () => {
    await using s = await Scenario.open(open);
    await s.running();
    const takeOver = async () => {
      await s.expire();
      return s.claimOne(await s.worker());
    };
    expect((await takeOver()).execution.attempts).toBe(1);
    const second = await takeOver();
    expect(second.execution.attempts).toBe(2);
    await s.commit(second.lease, 1);
    expect(await s.execution(second.execution.id)).toMatchObject({ attempts: 0, turn: 1 });
    expect((await takeOver()).execution.attempts).toBe(1);
    expect((await takeOver()).execution.attempts).toBe(2);
  });

  it("counts no attempt for an execution that was released", async () => {
    await using s = await Scenario.open(open);
    const { execution, lease } = await s.running();
    await s.executions.change(execution.id, { type: "queue", reason: "released" }, { lease });
    expect(await s.claimOne(await s.worker())).toMatchObject({
      cause: "released",
      execution: { attempts: 0 },
      lease: { fence: 2 },
    });
  });
}
