import { expect, it } from "vitest";
import { benches } from "../bench/benches.mjs";
import { readOptions, helpText } from "../bench/options.mjs";
import { measured, unmeasured } from "../bench/row.mjs";
import { median, percentile } from "../bench/statistics.mjs";
import { inWords } from "../bench/table.mjs";

const read = (...args) => readOptions(args, benches);

it("reads a bench and its numbers", () => {
  expect(read("recovery", "--kills", "200", "--seed=7", "--json")).toEqual({
    name: "recovery",
    json: true,
    numbers: { kills: 200, seed: 7 },
  });
  expect(read("checkpoint")).toEqual({ name: "checkpoint", json: false, numbers: {} });
  expect(read("checkpoint", "--help")).toEqual({ help: true });
});

it.each([
  [[], "Which bench? There are: checkpoint, recovery."],
  [["chekpoint"], 'There is no bench "chekpoint". There are: checkpoint, recovery.'],
  [["constructor"], 'There is no bench "constructor". There are: checkpoint, recovery.'],
  [["checkpoint", "recovery"], 'One bench at a time: what is "recovery"?'],
  [["checkpoint", "--round", "3"], "There is no option --round. There are: --rounds, --kills, --seed, --json, --help."],
  [["checkpoint", "--kills", "3"], "checkpoint takes no --kills. It takes: --rounds, --json."],
  [["checkpoint", "--rounds", "0"], '--rounds is "0": it must be a whole number from 1 to 1000.'],
  [["checkpoint", "--rounds", "many"], '--rounds is "many": it must be a whole number from 1 to 1000.'],
  [["checkpoint", "--rounds"], '--rounds is "": it must be a whole number from 1 to 1000.'],
  [["checkpoint", "--json=no"], "--json takes no value."],
])("refuses %j, naming what there is", (args, problem) => {
  expect(read(...args)).toEqual({ problem });
});

it("names every bench and option in its help", () => {
  const help = helpText(benches);
  for (const name of [...Object.keys(benches), "--rounds", "--kills", "--seed", "--json"]) expect(help).toContain(name);
});

it("takes the middle, whatever the order", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(percentile([5, 1, 4, 2, 3], 0.99)).toBe(5);
});

it("says of each row whether its goal holds, and why it was not measured", () => {
  const ratio = { name: "a.ratio", unit: "×", atMost: 1.25 };
  const rate = { name: "a.rate", unit: "×", atLeast: 4 };
  expect(measured(ratio, [1.3, 1.2, 1.25])).toEqual({
    name: "a.ratio",
    value: 1.25,
    unit: "×",
    goal: "≤ 1.25",
    holds: true,
    min: 1.2,
    max: 1.3,
    samples: 3,
  });
  expect(measured(rate, [3])).toMatchObject({ goal: "≥ 4", holds: false });
  expect(measured({ name: "a.p50", unit: "ms" }, [2.34567])).toMatchObject({ value: 2.346, goal: null, holds: null });
  expect(measured(rate, [Number.NaN])).toMatchObject({ value: null, holds: null, why: "A sample is not a number." });
  expect(inWords([measured(ratio, [1]), measured(rate, [3]), unmeasured(ratio, "no disk.")])).toBe(
    [
      "name     value  unit  goal    holds  min  max  samples",
      "a.ratio      1  ×     ≤ 1.25  yes      1    1        1",
      "a.rate       3  ×     ≥ 4     NO       3    3        1",
      "a.ratio      -  ×     ≤ 1.25  -        -    -        0",
      "a.ratio was not measured: no disk.",
    ].join("\n"),
  );
});
