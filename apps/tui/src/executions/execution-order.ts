import type { Execution } from "@holdfast/core";
import { statusesByUrgency } from "./status-look.js";

export const executionOrders = ["urgency", "newest", "progress", "tokens", "turns"] as const;
export type ExecutionOrder = (typeof executionOrders)[number];

export function tokensOf({ usage }: Execution): number {
  return usage.inputTokens + usage.outputTokens;
}

const urgency = new Map(statusesByUrgency.map((status, index) => [status, index]));

/** Ids are ULIDs: they sort by the time they were made at. */
const newerFirst = (a: Execution, b: Execution) => (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);

const compare: Readonly<Record<ExecutionOrder, (a: Execution, b: Execution) => number>> = {
  urgency: (a, b) => (urgency.get(a.status) ?? 0) - (urgency.get(b.status) ?? 0),
  newest: newerFirst,
  // To the minute: rows that change places at every turn cannot be read.
  progress: (a, b) => compareText(minuteOf(b.progressAt), minuteOf(a.progressAt)),
  tokens: (a, b) => tokensOf(b) - tokensOf(a),
  turns: (a, b) => b.turn - a.turn,
};

export function inOrder(executions: readonly Execution[], order: ExecutionOrder): Execution[] {
  return executions.toSorted((a, b) => compare[order](a, b) || newerFirst(a, b));
}

const minuteCharacters = "2026-01-31T09:30".length;

function minuteOf(timestamp: string | null): string {
  return timestamp?.slice(0, minuteCharacters) ?? "";
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
