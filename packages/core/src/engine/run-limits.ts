import type { HaltReason } from "../models/execution.js";
import type { RunSettings } from "../models/run-settings.js";
import type { Usage } from "../models/usage.js";

/** The bound that a further model call would cross, if any. What was used before a crash counts. */
export function limitReached(
  settings: RunSettings,
  used: { readonly turn: number; readonly usage: Usage; readonly activeMs: number },
): HaltReason | undefined {
  const { maxTurns, maxTokens, maxCostMicroUsd, timeoutMs } = settings;
  if (maxTurns !== null && used.turn > maxTurns) return "max_turns";
  if (maxTokens !== null && used.usage.inputTokens + used.usage.outputTokens >= maxTokens) return "max_tokens";
  if (maxCostMicroUsd !== null && used.usage.costMicroUsd >= maxCostMicroUsd) return "max_cost";
  if (timeoutMs !== null && used.activeMs >= timeoutMs) return "timeout";
  return undefined;
}
