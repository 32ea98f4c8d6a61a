import { statSync } from "node:fs";
import { diskProblem, inScratchFolder } from "../disk.mjs";
import { measured, unmeasured } from "../row.mjs";
import { Sqlite } from "../sqlite.mjs";
import { median, percentile } from "../statistics.mjs";
import { turnBytes } from "../turn.mjs";
import { Floor } from "./floor.mjs";
import { openTurnLog } from "./turn-log.mjs";

const turns = 1_000;
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
  const { store, executions } = await openTurnLog(folder, 2 + groupSize);
  const floor = new Floor(folder);
  try {
    const [first, second, ...group] = executions;
    // The first thousand turns warm everything up, the write-ahead logs to their full length too: files that still
    // grow cost more to sync, which would flatter the growth.
    await alternate(first, floor);
    const bytesRatio = storedBytes(store.path) / (turns * turnBytes);
    const commits = await alternate(second, floor);
    const [ours, bare] = [median(commits.ours), median(commits.bare)];
    const [loadP50, rowP50] = await timeLoads(second, floor);
    return {
      commitVsBare: ours / bare,
      growth: growthOf(commits.ours) / growthOf(commits.bare),
      growthAlone: growthOf(commits.ours),
      bytesRatio,
      commitP50: ours,
      commitP99: percentile(commits.ours, 0.99),
      bareP50: bare,
      bareP99: percentile(commits.bare, 0.99),
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

/** A thousand turns, each beside a bare commit, so that both meet the same disk. */
async function alternate(execution, floor) {
  const [ours, bare] = [[], []];
  for (let turn = 1; turn <= turns; turn += 1) {
    ours.push(await execution.commit());
    bare.push(floor.commit(turn));
  }
  return { ours, bare };
}

/** The p50 of the last tenth over that of the first. A bare insert does not grow: where it does, the disk has slowed down. */
function growthOf(samples) {
  const tenth = samples.length / 10;
  return median(samples.slice(-tenth)) / median(samples.slice(0, tenth));
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
