import { describe, expect, it } from "vitest";
import type { Claim, Lease } from "../../ports/execution-store.js";
import { code, Scenario } from "./scenario.js";
import type { OpenStore } from "./store-under-test.js";

/** Every write that carries a lease. */
const writes: readonly [string, (s: Scenario, lease: Lease) => Promise<unknown>][] = [
  [
    "record",
    (s, lease) => s.executions.record(lease, { turn: 2, entries: [{ kind: "notice", text: "late" }], events: [] }),
  ],
  ["commitTurn", (s, lease) => s.commit(lease, 2, { checkpointId: s.checkpointId() })],
  ["setFingerprint", (s, lease) => s.executions.setFingerprint(lease, "late")],
  ["note", (s, lease) => s.executions.note(lease, [{ type: "recovery.no_checkpoint" }])],
  ["rewind", (s, lease) => s.checkpoints.rewind(lease, 0)],
  ["change", (s, lease) => s.executions.change(lease.executionId, { type: "complete", result: "late" }, { lease })],
];

/** The ways an execution leaves a worker that does not know it yet. */
const losses: readonly [string, (s: Scenario, claim: Claim) => Promise<unknown>][] = [
  [
    "after a takeover",
    async (s) => {
      await s.expire();
      await s.claimOne(await s.worker());
    },
  ],
  ["after a person's cancel", (s, { execution }) => s.executions.change(execution.id, { type: "cancel" })],
  [
    "after a person queued it again",
    (s, { execution }) => s.executions.change(execution.id, { type: "queue", reason: "released" }),
  ],
  [
    "after the worker gave it back",
    (s, { execution, lease }) => s.executions.change(execution.id, { type: "queue", reason: "released" }, { lease }),
  ],
  [
    "after it came back to the same worker",
    async (s, { execution }) => {
      await s.executions.change(execution.id, { type: "queue", reason: "released" });
      await s.claimOne(execution.workerId);
    },
  ],
];

export function fencingContract(open: OpenStore): void {
  describe.each(writes)("%s", (_, write) => {
    it.each(losses)("is refused and changes nothing %s", async (_when, lose) => {
      await using s = await Scenario.open(open);
      const claim = await s.running();
      const { id } = claim.execution;
      await s.commit(claim.lease, 1, { checkpointId: s.checkpointId() });
      await lose(s, claim);
      const before = await everythingOf(s, claim);
      await expect(write(s, claim.lease)).rejects.toMatchObject({ code: "lease_lost", details: { executionId: id } });
      expect(await everythingOf(s, claim)).toEqual(before);
    });

    it("is refused under a fencing token that was never given out", async () => {
      await using s = await Scenario.open(open);
      const claim = await s.running();
      await s.commit(claim.lease, 1);
      await expect(write(s, { ...claim.lease, fence: claim.lease.fence + 1 })).rejects.toMatchObject(
        code("lease_lost"),
      );
      await expect(write(s, { ...claim.lease, fence: 0 })).rejects.toMatchObject(code("lease_lost"));
    });
  });

  it("does not undo a neighbour's write that is made at the same time", async () => {
    await using s = await Scenario.open(open);
    const stale = await s.running();
    await s.executions.change(stale.execution.id, { type: "cancel" });
    const live = await s.running();
    const [lost, kept, conflict] = await Promise.allSettled([
      s.commit(stale.lease, 1),
      s.commit(live.lease, 1),
      s.commit(live.lease, 5),
    ]);
    expect(lost).toMatchObject({ status: "rejected", reason: { code: "lease_lost" } });
    expect(kept.status).toBe("fulfilled");
    expect(conflict).toMatchObject({ status: "rejected", reason: { code: "conflict" } });
    expect((await s.execution(live.execution.id)).turn).toBe(1);
  });
}

async function everythingOf(s: Scenario, { execution: { id } }: Claim) {
  const execution = await s.execution(id);
  return {
    execution,
    task: await s.task(execution),
    journal: await s.executions.journal(id),
    checkpoints: await s.checkpoints.checkpoints(id),
    context: await s.checkpoints.load(id, execution.turn),
    last: await s.store.events.last(),
  };
}
