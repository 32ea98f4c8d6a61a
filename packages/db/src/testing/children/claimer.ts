/** Claims executions one or a few at a time, from the parent's signal on, until there are none. */
import { type ExecutionId, timestampOf, type WorkerId } from "@holdfast/core";
import { once } from "node:events";
import { openSqliteStore } from "../../open-sqlite-store.js";
import { systemClock } from "../../system-clock.js";
import { ulidSource } from "../../ulid-source.js";

const [path = "", limit = "1"] = process.argv.slice(2);
const clock = systemClock();
const ids = ulidSource(clock);
const store = await openSqliteStore({ path, clock, ids });
const workerId = ids.next() as WorkerId;
const now = { at: timestampOf(clock.now()), monotonicMs: clock.monotonic(), bootId: clock.bootId };
await store.executions.beat({ workerId, host: "localhost", pid: process.pid, leaseMs: 60_000, ...now });
process.send?.("ready");
await once(process, "message");
const claimed: ExecutionId[] = [];
for (;;) {
  const claims = await store.executions.claim({ workerId, agentNames: ["writer"], limit: Number(limit) });
  if (claims.length === 0) break;
  claimed.push(...claims.map(({ execution }) => execution.id));
}
await store[Symbol.asyncDispose]();
process.send?.(claimed, () => process.disconnect());
