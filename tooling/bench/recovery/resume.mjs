import { fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { inScratchFolder } from "../disk.mjs";
import { Control, ExecutionWorker, openSqliteStore, systemClock, ulidSource } from "../holdfast.mjs";
import { Sqlite } from "../sqlite.mjs";
import { measuredAgent } from "./agent.mjs";

const doomedWorker = fileURLToPath(new URL("doomed-worker.mjs", import.meta.url));
/** Of the worker that dies: short, so that a round is. The one that takes over runs with the defaults. */
const doomedHeartbeatMs = 200;
const doomedLeaseMs = 600;
const lookIntervalMs = 1_000;
const patienceMs = 30_000;

/**
 * Kills a worker in the middle of a model call while another, idle, looks for work as it does by default.
 * Answers how long after the end of the lease the model was asked again, in milliseconds.
 */
export function timeResume() {
  return inScratchFolder(async (folder) => {
    const clock = systemClock();
    const ids = ulidSource(clock);
    const store = await openSqliteStore({ path: `${folder}/holdfast.db`, clock, ids });
    let doomed;
    let rescuer;
    try {
      let answer = () => {};
      const askedAt = new Promise((resolve) => (answer = resolve));
      const agent = measuredAgent(() => {
        answer(Number(process.hrtime.bigint()) / 1e6);
        return true;
      });
      const control = new Control(store);
      const project = await control.createProject({ name: "bench", root: folder });
      await control.createAgent({ projectId: project.id, name: agent.name });
      await control.startTask({ projectId: project.id, agent: agent.name, prompt: "mend it" });

      doomed = fork(doomedWorker, [store.path, String(doomedHeartbeatMs), String(doomedLeaseMs)]);
      await inTime(once(doomed, "message"), "the first worker did not start");
      rescuer = new ExecutionWorker({ store, clock, ids, agents: [agent], host: "rescuer", pid: process.pid });
      await rescuer.start();
      // Leases end at any moment between two looks for work.
      await wait(Math.random() * lookIntervalMs);
      doomed.kill("SIGKILL");
      await once(doomed, "exit");
      const leaseEndMs = leaseEnd(store.path);
      const resumedMs = await inTime(askedAt, "nobody took the execution over");
      await rescuer.idle();
      return resumedMs - leaseEndMs;
    } finally {
      doomed?.kill("SIGKILL");
      await rescuer?.stop("immediate");
      await store[Symbol.asyncDispose]();
    }
  });
}

/** When the dead worker's lease ends, on the clock that all processes of the machine share. */
function leaseEnd(path) {
  const sqlite = new Sqlite(path, { readonly: true });
  const find = sqlite.prepare("SELECT lease_until_monotonic_ms FROM workers WHERE lease_ms = ?").pluck();
  const end = find.get(doomedLeaseMs);
  sqlite.close();
  return end;
}

/** @template T @param {Promise<T>} work @param {string} otherwise @returns {Promise<T>} */
async function inTime(work, otherwise) {
  const over = new AbortController();
  const late = wait(patienceMs, undefined, { signal: over.signal }).then(() => {
    throw new Error(`${otherwise} within ${patienceMs / 1_000} s`);
  });
  late.catch(() => {});
  try {
    return await Promise.race([work, late]);
  } finally {
    over.abort();
  }
}
