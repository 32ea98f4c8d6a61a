/** Beats, claims and lets go as fast as it can for some time, and tells how often it claimed; it never misses a beat. */
import { HoldfastError, timestampOf, type WorkerId } from "@holdfast/core";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { openSqliteStore } from "../../open-sqlite-store.js";
import { systemClock } from "../../system-clock.js";
import { ulidSource } from "../../ulid-source.js";

const [path = "", forMs = "0"] = process.argv.slice(2);
const clock = systemClock();
const ids = ulidSource(clock);
const store = await openSqliteStore({ path, clock, ids, maxWaitMs: 60_000 });
const workerId = ids.next() as WorkerId;
const beat = () => {
  const now = { at: timestampOf(clock.now()), monotonicMs: clock.monotonic(), bootId: clock.bootId };
  return store.executions.beat({ workerId, host: "localhost", pid: process.pid, leaseMs: 30_000, ...now });
};
await beat();
process.send?.("ready");
await once(process, "message");
const untilMs = clock.monotonic() + Number(forMs);
const beating = (async () => {
  for (; clock.monotonic() < untilMs; await wait(5)) await beat();
})();
let claimed = 0;
while (clock.monotonic() < untilMs) {
  const claims = await store.executions.claim({ workerId, agentNames: ["writer"], limit: 2 });
  claimed += claims.length;
  await wait(5);
  for (const { lease } of claims) {
    await store.executions
      .change(lease.executionId, { type: "queue", reason: "released" }, { lease })
      // Taken from it: the log says so, and the test reads it there.
      .catch((error: unknown) => {
        if (!HoldfastError.is(error, "lease_lost")) throw error;
      });
  }
}
await beating;
await store[Symbol.asyncDispose]();
process.send?.(claimed, () => process.disconnect());
