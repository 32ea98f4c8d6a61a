/** Opens a store at the parent's signal, at the same moment as others, and tells its epoch. */
import { once } from "node:events";
import { openSqliteStore } from "../../open-sqlite-store.js";
import { systemClock } from "../../system-clock.js";
import { ulidSource } from "../../ulid-source.js";

const [path = ""] = process.argv.slice(2);
const clock = systemClock();
process.send?.("ready");
await once(process, "message");
const store = await openSqliteStore({ path, clock, ids: ulidSource(clock) });
const { epoch } = store.events;
await store[Symbol.asyncDispose]();
process.send?.(epoch, () => process.disconnect());
