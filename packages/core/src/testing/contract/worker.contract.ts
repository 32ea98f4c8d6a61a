import { expect, it } from "vitest";
import { timestampOf } from "../../models/timestamp.js";
import { Scenario } from "./scenario.js";
import type { OpenStore } from "./store-under-test.js";

export function workerContract(open: OpenStore): void {
  it("tells who runs an execution, and nothing for one that nobody runs", async () => {
    await using s = await Scenario.open(open);
    const { execution } = await s.start();
    expect(await s.executions.holder(execution.id)).toBeUndefined();
    const at = timestampOf(s.clock.now());
    const worker = await s.worker({ host: "box", pid: 99 });
    await s.claimOne(worker);
    expect(await s.executions.holder(execution.id)).toEqual({ id: worker, host: "box", pid: 99, lastHeartbeatAt: at });
    await s.executions.change(execution.id, { type: "cancel" });
    expect(await s.executions.holder(execution.id)).toBeUndefined();
  });

  it("renews every lease of a worker with one beat", async () => {
    await using s = await Scenario.open(open);
    await s.start();
    await s.start();
    const worker = await s.worker();
    const claims = await s.claim(worker);
    await s.clock.advance(20_000);
    await s.beat(worker);
    await s.clock.advance(20_000);
    expect(await s.claim(await s.worker())).toEqual([]);
    expect(await s.executions.held(worker)).toEqual(claims.map(({ lease }) => lease));
  });

  it("lists the heartbeats of running executions, oldest beat first, by project", async () => {
    await using s = await Scenario.open(open);
    const first = await s.running();
    await s.clock.advance(1_000);
    const second = await s.running();
    await s.clock.advance(1_000);
    await s.beat(first.execution.workerId);
    await s.start();
    const heartbeats = await s.executions.heartbeats();
    expect(heartbeats.map(({ executionId }) => executionId)).toEqual([second.execution.id, first.execution.id]);
    expect(heartbeats[1]).toEqual({
      executionId: first.execution.id,
      agentId: s.agent.id,
      taskId: first.task.id,
      workerId: first.execution.workerId,
      lastHeartbeatAt: timestampOf(s.clock.now()),
    });
    const other = await s.store.projects.createProject({ name: "shop", root: "/srv/shop" });
    expect(await s.executions.heartbeats(s.project.id)).toEqual(heartbeats);
    expect(await s.executions.heartbeats(other.id)).toEqual([]);
  });

  it("counts what was taken from a worker, and only that", async () => {
    await using s = await Scenario.open(open);
    const taken = await s.running();
    const { workerId } = taken.execution;
    await s.start();
    const kept = await s.claimOne(workerId);
    await s.start();
    const released = await s.claimOne(workerId);
    await s.executions.change(released.execution.id, { type: "cancel" }, { lease: released.lease });
    expect(await s.beat(workerId)).toEqual({ revocations: 0 });
    await s.executions.change(taken.execution.id, { type: "cancel" });
    expect(await s.beat(workerId)).toEqual({ revocations: 1 });
    expect(await s.executions.held(workerId)).toEqual([kept.lease]);
    await s.expire();
    await s.claimOne(await s.worker());
    expect(await s.beat(workerId)).toEqual({ revocations: 2 });
    expect(await s.executions.held(workerId)).toEqual([]);
  });

  it("raises the fence when a person takes an execution from its worker", async () => {
    await using s = await Scenario.open(open);
    const { execution, lease } = await s.running();
    await s.executions.change(execution.id, { type: "queue", reason: "released" });
    const { lease: next } = await s.claimOne(await s.worker());
    expect(next.fence).toBe(lease.fence + 2);
  });

  it("retires a worker that holds nothing and keeps one that still does", async () => {
    await using s = await Scenario.open(open);
    const { execution, lease } = await s.running();
    await s.executions.retire(execution.workerId);
    expect(await s.executions.holder(execution.id)).toMatchObject({ id: execution.workerId });
    await s.executions.change(execution.id, { type: "queue", reason: "released" }, { lease });
    const last = await s.store.events.last();
    await s.executions.retire(execution.workerId);
    await expect(s.claim(execution.workerId)).rejects.toMatchObject({ code: "not_found" });
    expect(await s.store.events.last()).toBe(last);
  });

  it("refuses a claim by a worker that never beat", async () => {
    await using s = await Scenario.open(open);
    const { execution } = await s.start();
    const stranger = s.agent.id as unknown as Parameters<typeof s.claim>[0];
    await expect(s.claim(stranger)).rejects.toMatchObject({ code: "not_found" });
    expect((await s.execution(execution.id)).status).toBe("queued");
  });
}
