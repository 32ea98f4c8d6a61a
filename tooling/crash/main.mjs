// pnpm crash: kills workers with SIGKILL at random moments while an agent mends a repository, and proves that each
// run ends as an undisturbed one does. Exits 0 when nothing was lost, 1 when something was, 2 for bad usage.
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { refreshBundles } from "../launch/bundles.mjs";
import { showProgress } from "./progress.mjs";

const help = `pnpm crash [--kills N] [--workers N] [--seed N] [--json]

Kills workers with SIGKILL at random moments of an agent's work, N times in all (default 50), and checks that every run
ends with the tree of an undisturbed run, that no recorded reply was asked for twice, no finished call ran twice and no living
worker lost its lease.

  --kills N    how many kills, 1 to 100,000
  --workers N  how many workers are at a run at a time, 1 to 32 (default 1); one is killed beside the living others
  --seed N     repeats the moments of an earlier harness run; it is printed
  --json       the result as JSON on standard output, progress as NDJSON on standard error

Examples:
  $ pnpm crash
  $ pnpm -s crash --kills 200 --json
`;

async function main() {
  const options = readOptions();
  if (typeof options === "string") {
    console.error(`${options}\n\n${help}`);
    return 2;
  }
  if (options.help) {
    console.log(help);
    return 0;
  }
  const problem = await refreshBundles(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
  if (problem !== undefined) {
    console.error(problem);
    return 1;
  }
  const { runHarness } = await import("./harness.mjs");
  const result = await runHarness({ ...options, onProgress: showProgress(options) });
  console.log(options.json ? JSON.stringify(result, null, 2) : inWords(result));
  return result.holds ? 0 : 1;
}

const ranges = { kills: [1, 100_000], workers: [1, 32], seed: [0, Number.MAX_SAFE_INTEGER] };

function readOptions() {
  const numbers = { kills: 50, workers: 1, seed: Math.floor(Math.random() * 2 ** 31) };
  try {
    const flags = {
      kills: { type: "string" },
      workers: { type: "string" },
      seed: { type: "string" },
      json: { type: "boolean" },
      help: { type: "boolean" },
    };
    const { values } = parseArgs({ options: flags });
    for (const [name, [least, most]] of Object.entries(ranges)) {
      if (values[name] === undefined) continue;
      numbers[name] = Number(values[name]);
      if (!Number.isSafeInteger(numbers[name]) || numbers[name] < least || numbers[name] > most)
        return `--${name} is ${JSON.stringify(values[name])}: it must be a whole number from ${least} to ${most}.`;
    }
    return { ...numbers, json: values.json ?? false, help: values.help ?? false };
  } catch (error) {
    return error.message;
  }
}

function inWords(result) {
  const {
    kills,
    runs,
    seconds,
    seed,
    turnsLost,
    callsRepeated,
    repliesPaidTwice,
    leasesTaken,
    wrongTrees,
    unfinished,
    orphans,
  } = result;
  return `${kills} kills in ${runs} runs, ${seconds.toFixed(0)} s (seed ${seed})
  turns lost              ${turnsLost}
  finished calls repeated ${callsRepeated}
  replies paid twice      ${repliesPaidTwice}
  leases taken too early  ${leasesTaken}
  runs with another tree  ${wrongTrees}
  runs that did not end   ${unfinished}
  commands left behind    ${orphans}
${result.holds ? "It holds." : `It does NOT hold. Look into: ${result.kept.join(", ")}`}`;
}

process.exitCode = await main();
