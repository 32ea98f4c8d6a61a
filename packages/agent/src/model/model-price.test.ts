import { expect, test } from "vitest";
import { costMicroUsd } from "./model-price.js";

const usage = { inputTokens: 1000, cachedInputTokens: 400, outputTokens: 100 };

test.each([
  ["cached input at its own price", { input: 3, output: 15, cachedInput: 0.3 }, 600 * 3 + 120 + 1500],
  ["cached input as input without one", { input: 3, output: 15 }, 3000 + 1500],
  ["a fraction rounded up", { input: 0.0001, output: 0 }, 1],
  ["no more for what floating point adds", { input: 0.1, output: 0.2 }, 100 + 20],
  ["nothing when free", { input: 0, output: 0 }, 0],
  ["nothing without a price", undefined, 0],
])("counts %s", (_, price, cost) => {
  expect(costMicroUsd(usage, price)).toBe(cost);
});
