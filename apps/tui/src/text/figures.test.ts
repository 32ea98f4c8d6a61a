import { expect, it } from "vitest";
import { compact, dollars, plural } from "./amounts.js";
import { bar, sparkStep } from "./bars.js";
import { age, duration } from "./durations.js";
import { jsonPreview } from "./json-preview.js";

it("counts take at most four columns", () => {
  expect([0, 999, 1_000, 1_234, 9_949, 9_950, 48_200, 999_499, 999_500, 3_400_000].map(compact)).toEqual([
    "0",
    "999",
    "1.0k",
    "1.2k",
    "9.9k",
    "10k",
    "48k",
    "999k",
    "1.0M",
    "3.4M",
  ]);
});

it("money shows cents, and less where there is less", () => {
  expect([0, 420_000, 1_234_567, 4_200].map(dollars)).toEqual(["$0.00", "$0.42", "$1.23", "$0.0042"]);
});

it("plurals", () => {
  expect([plural(1, "turn"), plural(2_000, "turn")]).toEqual(["1 turn", "2,000 turns"]);
});

it("ages take at most four columns and never go below now", () => {
  expect([-5, 0, 999, 1_000, 59_999, 60_000, 3_600_000, 86_400_000 * 12, 86_400_000 * 5_000].map(age)).toEqual([
    "now",
    "now",
    "now",
    "1s",
    "59s",
    "1m",
    "1h",
    "12d",
    "999d",
  ]);
});

it("durations show two units", () => {
  expect([5_000, 192_000, 7_260_000, 90_000_000].map(duration)).toEqual(["5s", "3m 12s", "2h 1m", "1d 1h"]);
});

it("bars are exact to an eighth of a column, and end at their width", () => {
  expect([0, 0.5, 1, 7].map((share) => bar(share, 4))).toEqual(["", "██", "████", "████"]);
  expect(bar(1 / 32, 4)).toBe("▏");
});

it("a sparkline shows anything above nothing", () => {
  expect([0, 0.1, 2, 4, 9].map((value) => sparkStep(value, 4))).toEqual(["▁", "▂", "▅", "█", "█"]);
});

it("a preview of a value stays short however large the value is", () => {
  expect(jsonPreview({ a: [1, "x", null], b: { c: true } })).toBe('{a: [1, "x", null], b: {c: true}}');
  const huge = { list: Array.from({ length: 100_000 }, (_, index) => index), text: "x".repeat(1_000_000) };
  expect(jsonPreview(huge).length).toBeLessThan(1_000);
});
