import type { Execution } from "@holdfast/core";
import { tokensOf } from "../executions/execution-order.js";
import { compact, dollars } from "../text/amounts.js";
import { bar } from "../text/bars.js";
import { displayWidth } from "../text/display-width.js";
import { duration } from "../text/durations.js";
import type { Span, Tone } from "../theme/tone.js";

/** A bound of the run settings and how much of it is used. */
interface Limit {
  readonly name: string;
  readonly used: number;
  readonly max: number | null;
  readonly show: (amount: number) => string;
}

function limitsOf(execution: Execution): readonly Limit[] {
  const { settings, turn, usage, activeMs } = execution;
  return [
    { name: "turns", used: turn, max: settings.maxTurns, show: String },
    { name: "tokens", used: tokensOf(execution), max: settings.maxTokens, show: compact },
    { name: "cost", used: usage.costMicroUsd, max: settings.maxCostMicroUsd, show: dollars },
    { name: "time", used: activeMs, max: settings.timeoutMs, show: duration },
  ];
}

/** The shares at which Holdfast alerts. */
function toneOf(share: number): Tone {
  if (share >= 1) return "bad";
  return share >= 0.75 ? "warn" : "good";
}

/** A bar for each bound that the execution has. */
export function limitMeters(execution: Execution, width: number): readonly (readonly Span[])[] {
  const columns = Math.max(6, Math.min(24, width - 30));
  return limitsOf(execution).flatMap(({ name, used, max, show }) => {
    if (max === null) return [];
    const filled = bar(used / max, columns);
    return [
      [
        { text: name, width: 8, tone: "dim" },
        { text: filled, tone: toneOf(used / max) },
        { text: "░".repeat(Math.max(0, columns - displayWidth(filled))), tone: "faint" },
        { text: `  ${show(used)} of ${show(max)}` },
      ] satisfies Span[],
    ];
  });
}
