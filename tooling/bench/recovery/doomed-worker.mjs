// A worker in a process of its own that hangs in a model call, says so, and waits to be killed.
import { checkpointConfig, ExecutionWorker, openSqliteStore, systemClock, ulidSource } from "../holdfast.mjs";
import { committedTurns, measuredAgent } from "./agent.mjs";

const [path, heartbeatIntervalMs, leaseMs] = process.argv.slice(2);
const clock = systemClock();
const ids = ulidSource(clock);
const store = await openSqliteStore({ path, clock, ids });
const agent = measuredAgent((turn) => {
  if (turn <= committedTurns) return false;
  process.send("hanging");
  return new Promise(() => {});
});
const config = checkpointConfig({ heartbeatIntervalMs: Number(heartbeatIntervalMs), leaseMs: Number(leaseMs) });
await new ExecutionWorker({ store, clock, ids, agents: [agent], host: "doomed", pid: process.pid, config }).start();
