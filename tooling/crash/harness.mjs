import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { openSqliteStore, systemClock, ulidSource } from "@holdfast/db";
import { countLosses, createScenario, startWorkerChild } from "holdfast/demo";
import { seededRandom } from "./random.mjs";
import { processesIn, treeHash } from "./tree.mjs";

/** Brisk, and patient: a run may be killed any number of times without getting anywhere. */
const pace = { delayMs: 20, slowTestMs: 100, heartbeatIntervalMs: 100, leaseMs: 400, maxResumeAttempts: 1_000_000 };
const killsARun = 6;

/**
 * Kills workers at random moments until there were enough kills, each run a few times and then to its end.
 * @param workers how many are at the same run at a time: one is killed, and replaced, beside the living others
 * @param onProgress told how many kills there were
 */
export async function runHarness({ kills, seed, workers = 1, onProgress }) {
  const random = seededRandom(seed);
  const started = performance.now();
  const undisturbed = await runOnce({ kills: 0, workers: 1, momentMs: () => 0 });
  const totals = {
    turnsLost: 0,
    callsRepeated: 0,
    repliesPaidTwice: 0,
    leasesTaken: 0,
    wrongTrees: 0,
    unfinished: 0,
    orphans: 0,
  };
  const kept = [];
  let killed = 0;
  let runs = 0;
  onProgress(0);
  while (killed < kills) {
    const before = killed;
    const run = await runOnce({
      kills: Math.min(killsARun, kills - killed),
      workers,
      pick: (living) => living[living.length === 1 ? 0 : Math.floor(random() * living.length)],
      // Some a little later than an undisturbed worker takes: they test that nothing happens after the end.
      momentMs: () => random() * undisturbed.workerMs * 1.1,
      onKill: () => onProgress((killed += 1)),
    });
    runs += 1;
    const wrong = {
      ...run.losses,
      leasesTaken: run.leasesTaken,
      wrongTrees: Number(run.tree !== undisturbed.tree),
      unfinished: Number(run.status !== "completed"),
      orphans: run.orphans,
    };
    for (const name of Object.keys(totals)) totals[name] += wrong[name];
    if (Object.values(wrong).some((count) => count > 0)) kept.push(run.folder);
    else rmSync(run.folder, { recursive: true, force: true });
    // A run that ends before its worker could be killed still counts for nothing; the next one draws other moments.
    if (killed === before && run.status !== "completed") break;
  }
  rmSync(undisturbed.folder, { recursive: true, force: true });
  const seconds = (performance.now() - started) / 1_000;
  const holds =
    killed >= kills && undisturbed.status === "completed" && Object.values(totals).every((count) => count === 0);
  return { holds, kills: killed, runs, workers, seed, seconds, ...totals, kept };
}

async function runOnce(disturbance) {
  const resources = [];
  try {
    return await runIn(mkdtempSync(join(tmpdir(), "holdfast-crash-")), resources, disturbance);
  } finally {
    for (const resource of resources.toReversed()) await resource[Symbol.asyncDispose]();
  }
}

async function runIn(folder, resources, { kills, workers, momentMs, pick, onKill }) {
  const storeFolder = {
    path: join(folder, ".holdfast"),
    database: join(folder, ".holdfast", "holdfast.db"),
    home: folder,
  };
  const clock = systemClock();
  const store = await openSqliteStore({ path: storeFolder.database, clock, ids: ulidSource(clock) });
  resources.push(store);
  const scenario = await createScenario(folder, store, { name: "crash", ...pace });
  resources.push(scenario);
  const { id } = scenario.execution;
  const committed = new Map();
  const remember = async () => {
    for (const checkpoint of await store.checkpoints.checkpoints(id)) committed.set(checkpoint.id, checkpoint);
  };

  const living = new Set();
  const startWorker = () => {
    const worker = startWorkerChild({ store: storeFolder, config: scenario.configPath });
    resources.push(worker);
    living.add(worker);
    void worker.exited.then(() => living.delete(worker));
  };
  const allExited = async () => {
    while (living.size > 0) await Promise.race([...living].map(({ exited }) => exited));
  };
  let started = performance.now();
  for (let count = 0; count < workers; count += 1) startWorker();
  for (let killed = 0; ;) {
    const alarm = new AbortController();
    const doomed = killed < kills;
    const moment = doomed ? wait(momentMs(), "kill", { signal: alarm.signal }).catch(() => {}) : new Promise(() => {});
    const end = await Promise.race([moment, allExited()]);
    if (end !== "kill" || living.size === 0) {
      alarm.abort();
      break;
    }
    await pick([...living]).kill();
    killed += 1;
    await remember();
    onKill?.();
    started = performance.now();
    startWorker();
  }
  const workerMs = performance.now() - started;
  await remember();
  const execution = await store.executions.execution(id);
  const losses = await countLosses(store, execution, [...committed.values()], scenario.model.requests);
  const orphans = processesIn(scenario.repository).length;
  const leasesTaken = await countLeasesTaken(store, id);
  const tree = treeHash(scenario.repository);
  return { folder, status: execution.status, tree, losses, leasesTaken, orphans, workerMs };
}

/** Two clocks are read one after the other for each beat. */
const toleranceMs = 20;

/** How often an execution was taken from a worker that had beaten within its lease. */
async function countLeasesTaken(store, executionId) {
  const events = await store.events.read({ after: 0, limit: 1_000_000, executionId });
  const silences = events
    .filter(({ body }) => body.type === "heartbeat.stale")
    .map(({ at, body }) => Date.parse(at) - Date.parse(body.lastHeartbeatAt));
  return silences.filter((silenceMs) => silenceMs < pace.leaseMs - toleranceMs).length;
}
