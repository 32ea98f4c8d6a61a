/** Commits turns of one execution as fast as it can and tells of each when it is durable, until it is killed. */
import { type ExecutionId, timestampOf, type WorkerId } from "@holdfast/core";
import { openSqliteStore } from "../../open-sqlite-store.js";
import { systemClock } from "../../system-clock.js";
import { ulidSource } from "../../ulid-source.js";

const [path = "", executionId = ""] = process.argv.slice(2);
const clock = systemClock();
const ids = ulidSource(clock);
const store = await openSqliteStore({ path, clock, ids });
const workerId = ids.next() as WorkerId;
const now = { at: timestampOf(clock.now()), monotonicMs: clock.monotonic(), bootId: clock.bootId };
await store.executions.beat({ workerId, host: "localhost", pid: process.pid, leaseMs: 60_000, ...now });
const wanted = { agentNames: ["writer"], limit: 1, executionId: executionId as ExecutionId };
const [claim] = await store.executions.claim({ workerId, ...wanted });
if (!claim) throw new Error("nothing to claim");
for (let turn = claim.execution.turn + 1; ; turn += 1) {
  const entry = { kind: "step", name: "reply", value: turn, usage: null } as const;
  await store.executions.record(claim.lease, { turn, entries: [entry], events: [] });
  await store.executions.commitTurn(claim.lease, {
    turn,
    entries: [],
    messages: [{ role: "assistant", content: `turn ${turn} ${"x".repeat(turn % 5_000)}` }],
    state: { turn },
    removed: [],
    reset: false,
    activeMs: turn,
    checkpointId: null,
    events: [{ type: "turn.committed", turn }],
  });
  process.send?.(turn);
}
