import { HoldfastError } from "@holdfast/core";
import type { TokenUsage } from "./model-reply.js";

/** What a model costs, in US dollars per million tokens. */
export interface ModelPrice {
  readonly input: number;
  readonly output: number;
  /** Input that was read from the provider's cache. Default: the price of input. */
  readonly cachedInput?: number;
}

/** Whole micro-dollars, rounded up: a budget is never crossed by rounding. */
export function costMicroUsd(usage: TokenUsage, price: ModelPrice | undefined): number {
  if (price === undefined) return 0;
  const fresh = usage.inputTokens - usage.cachedInputTokens;
  // Dollars per million tokens are micro-dollars per token.
  const cost =
    fresh * price.input +
    usage.cachedInputTokens * (price.cachedInput ?? price.input) +
    usage.outputTokens * price.output;
  // Without the digits that only floating point made.
  return Math.ceil(Number(cost.toFixed(6)));
}

/** @throws {HoldfastError} `config_invalid`, naming the field. */
export function validatePrice(price: ModelPrice | undefined): void {
  for (const [field, value] of Object.entries(price ?? {})) {
    if (Number.isFinite(value) && (value as number) >= 0) continue;
    throw new HoldfastError(
      "config_invalid",
      `price.${field} must be a number of dollars ≥ 0, found ${String(value)}.`,
      {
        details: { field: `price.${field}` },
      },
    );
  }
}
