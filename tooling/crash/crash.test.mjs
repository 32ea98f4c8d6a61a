import { execFile, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { seededRandom } from "./random.mjs";

const run = promisify(execFile);
const main = fileURLToPath(new URL("./main.mjs", import.meta.url));

test("twelve kills at random moments cost nothing", { timeout: 240_000 }, async () => {
  const { stdout, stderr } = await run(process.execPath, [main, "--kills", "12", "--seed", "20260101", "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({
    holds: true,
    kills: 12,
    turnsLost: 0,
    callsRepeated: 0,
    repliesPaidTwice: 0,
    wrongTrees: 0,
    unfinished: 0,
    orphans: 0,
    kept: [],
  });
  // Before the events, the launcher may have said that it builds.
  const progress = stderr
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line));
  expect(progress.map(({ done }) => done)).toEqual([...Array(13).keys()]);
});

test(
  "kills beside living workers cost nothing, and no living worker loses its lease",
  { timeout: 240_000 },
  async () => {
    const { stdout } = await run(process.execPath, [main, "--kills", "6", "--workers", "3", "--seed", "7", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ holds: true, kills: 6, workers: 3, leasesTaken: 0, unfinished: 0 });
  },
);

test.each([
  [["--kills", "0"], '--kills is "0"'],
  [["--kills", "many"], '--kills is "many"'],
  [["--workers", "33"], '--workers is "33"'],
  [["--seed=-1"], '--seed is "-1"'],
  [["--nonsense"], "--nonsense"],
])("refuses %j with 2 and names it", (args, named) => {
  const { status, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: "utf8" });
  expect(status).toBe(2);
  expect(stderr).toContain(named);
});

test("draws the same moments from the same seed", () => {
  const draw = (seed) => Array.from({ length: 5 }, seededRandom(seed));
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
  for (const number of draw(7)) expect(number).toBeGreaterThanOrEqual(0);
});
