import { expect, it } from "vitest";
import { backOffMs } from "./back-off.js";

it("doubles from 1 s and stays below 30 s, however long the server is away", () => {
  const least = [0, 1, 2, 3, 4, 5, 1_000].map((attempt) => backOffMs(attempt, () => 0));
  const most = [0, 1, 2, 3, 4, 5, 1_000].map((attempt) => backOffMs(attempt, () => 1));
  expect(least).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
  expect(most).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
});

it("spreads clients over half of the wait", () => {
  const waits = new Set(Array.from({ length: 100 }, () => backOffMs(3)));
  expect(waits.size).toBeGreaterThan(50);
});
