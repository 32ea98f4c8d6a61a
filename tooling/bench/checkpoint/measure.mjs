import { statSync } from "node:fs";
import { diskProblem, inScratchFolder } from "../disk.mjs";
import { measured, unmeasured } from "../row.mjs";
import { Sqlite } from "../sqlite.mjs";
import { median, percentile } from "../statistics.mjs";
import { turnBytes } from "../turn.mjs";
import { Floor } from "./floor.mjs";
import { openTurnLog } from "./turn-log.mjs";

const turns = 1_000;
const tenth = turns / 10;
const loads = 15;
const groupSize = 16;
const groupTurns = 480;

const disk = {
  commitVsBare: { name: "checkpoint.commit_vs_bare", unit: "×", atMost: 1.25 },
  growth: { name: "checkpoint.growth", unit: "×", atMost: 1.1 },
  group: { name: "checkpoint.group_16", unit: "×", atLeast: 4 },
  growthAlone: { name: "checkpoint.growth_alone", unit: "×" },
  commitP50: { name: "checkpoint.commit_p50", unit: "ms" },
  commitP99: { name: "checkpoint.commit_p99", unit: "ms" },
  bareP50: { name: "checkpoint.bare_p50", unit: "ms" },
  bareP99: { name: "checkpoint.bare_p99", unit: "ms" },
};
const memory = {
  bytesRatio: { name: "checkpoint.bytes_ratio", unit: "×", atMost: 1.4 },
  loadVsRow: { name: "checkpoint.load_vs_row", unit: "×", atMost: 1.5 },
  loadP50: { name: "checkpoint.load_p50", unit: "ms" },
  rowP50: { name: "checkpoint.row_p50", unit: "ms" },
};
const order = ["commitVsBare", "growth", "bytesRatio", "loadVsRow", "group"];

/** @param {{ rounds?: number }} options @param {import("../benches.mjs").Report} report */
export async function measure({ rounds = 5 }, report) {
  const samples = [];
  for (let round = 0; round < rounds; round += 1) {
    report(round, rounds, "commits, loads and groups");
    samples.push(await inScratchFolder(measureRound));
  }
  report(rounds, rounds, "done");
  const why = diskProblem();
  const measures = { ...disk, ...memory };
  const names = [...order, ...Object.keys(measures).filter((key) => !order.includes(key))];
  return names.map((key) =>
    why !== undefined && key in disk
      ? unmeasured(measures[key], why)
      : measured(
          measures[key],
          samples.map((sample) => sample[key]),
        ),
  );
}

/** @param {string} folder */
async function measureRound(folder) {
  const { store, executions } = await openTurnLog(folder, 3 + groupSize);
  const floor = new Floor(folder);
  try {
    const [warmUp, measuredOne, young, ...group] = executions;
    // The first thousand turns warm everything up, the write-ahead logs to their full length too: files that still
    // grow cost more to sync. Growth is the last tenth of a thousand turns beside the first tenth of another thousand,
    // turn by turn: a disk that is slower for a while slows both.
    await alternate([warmUp], floor, turns);
    const bytesRatio = storedBytes(store.path) / (turns * turnBytes);
    const [most, bareMost] = await alternate([measuredOne], floor, turns - tenth);
    const [last, first, bareLast] = await alternate([measuredOne, young], floor, tenth);
    const commits = [...most, ...last];
    const bareCommits = [...bareMost, ...bareLast];
    const [ours, bare] = [median(commits), median(bareCommits)];
    const [loadP50, rowP50] = await timeLoads(measuredOne, floor);
    return {
      commitVsBare: ours / bare,
      growth: median(last) / median(first),
      growthAlone: median(last) / median(most.slice(0, tenth)),
      bytesRatio,
      commitP50: ours,
      commitP99: percentile(commits, 0.99),
      bareP50: bare,
      bareP99: percentile(bareCommits, 0.99),
      loadVsRow: loadP50 / rowP50,
      loadP50,
      rowP50,
      group: await timeGroup(group),
    };
  } finally {
    floor.close();
    await store[Symbol.asyncDispose]();
  }
}

/**
 * Turns of each execution in turn, and a bare commit beside them, so that all meet the same disk.
 * Answers how long each took: of each execution, and of the floor.
 */
async function alternate(executions, floor, count) {
  const samples = [...executions.map(() => []), []];
  for (let turn = 1; turn <= count; turn += 1) {
    // Whoever comes after itself finds warmer caches: each goes first every other time.
    const order = turn % 2 === 0 ? [...executions.keys()] : [...executions.keys()].toReversed();
    for (const index of order) samples[index].push(await executions[index].commit());
    samples.at(-1).push(floor.commit(turn));
  }
  return samples;
}

/** The size of the whole database, all of the log moved into it. */
function storedBytes(path) {
  const sqlite = new Sqlite(path);
  const [{ busy }] = sqlite.pragma("wal_checkpoint(FULL)");
  sqlite.close();
  return busy === 0 ? statSync(path).size : Number.NaN;
}

async function timeLoads(execution, floor) {
  const row = floor.keep((await execution.load()).context);
  const [ours, bare] = [[], []];
  for (let index = 0; index < loads; index += 1) {
    let started = performance.now();
    await execution.load();
    ours.push(performance.now() - started);
    started = performance.now();
    floor.load(row);
    bare.push(performance.now() - started);
  }
  return [median(ours), median(bare)];
}

/** How many times one execution's turns per second sixteen side by side make together. */
async function timeGroup(executions) {
  const slices = 4;
  let [alone, together] = [0, 0];
  for (let slice = 0; slice < slices; slice += 1) {
    alone += await timeTurns(executions.slice(0, 1), groupTurns / slices);
    together += await timeTurns(executions, groupTurns / slices);
  }
  return together / alone;
}

/** Commits turns on each execution, side by side. Answers turns per millisecond, all together. */
async function timeTurns(executions, each) {
  const started = performance.now();
  await Promise.all(
    executions.map(async (execution) => {
      for (let index = 0; index < each; index += 1) await execution.commit();
    }),
  );
  return (executions.length * each) / (performance.now() - started);
}
