import { runHarness } from "../../crash/harness.mjs";
import { measured, unmeasured } from "../row.mjs";
import { timeResume } from "./resume.mjs";

const resume = { name: "recovery.resume_ms", unit: "ms", atMost: 250 };
const losses = {
  turnsLost: { name: "recovery.turns_lost", unit: "turns", atMost: 0 },
  callsRepeated: { name: "recovery.calls_repeated", unit: "calls", atMost: 0 },
  repliesPaidTwice: { name: "recovery.replies_paid_twice", unit: "replies", atMost: 0 },
};
const kill = { name: "recovery.kills", unit: "kills" };

/**
 * @param {{ rounds?: number, kills?: number, seed?: number }} options
 * @param {import("../benches.mjs").Report} report
 */
export async function measure({ rounds = 15, kills = 20, seed = 1 }, report) {
  const steps = rounds + kills;
  return [
    await timeResumes(rounds, (done) => report(done, steps, "workers killed in a model call")),
    ...(await countLosses(kills, seed, (done) => report(rounds + done, steps, "workers killed at random moments"))),
  ];
}

async function timeResumes(rounds, onRound) {
  const samples = [];
  onRound(0);
  try {
    while (samples.length < rounds) {
      samples.push(await timeResume());
      onRound(samples.length);
    }
    return measured(resume, samples);
  } catch (error) {
    return unmeasured(resume, error.message);
  }
}

async function countLosses(kills, seed, onProgress) {
  const measures = Object.entries(losses);
  const { result, why } = await crash(kills, seed, onProgress);
  if (!result) return [...measures.map(([, measure]) => unmeasured(measure, why)), unmeasured(kill, why)];
  const rows = measures.map(([key, measure]) => measured(measure, [result[key]]));
  return [...rows, measured(kill, [result.kills])].map((row) => ({ ...row, samples: result.kills }));
}

/** What the crash harness counted, or why it does not count. */
async function crash(kills, seed, onProgress) {
  try {
    const result = await runHarness({ kills, seed, onProgress });
    if (result.kills < kills) return { why: `The crash harness stopped after ${result.kills} of ${kills} kills.` };
    const { unfinished, wrongTrees } = result;
    if (unfinished + wrongTrees > 0)
      return {
        why: `${unfinished} runs did not end, ${wrongTrees} ended with another tree: see pnpm crash --seed ${seed}.`,
      };
    return { result };
  } catch (error) {
    return { why: error.message };
  }
}
