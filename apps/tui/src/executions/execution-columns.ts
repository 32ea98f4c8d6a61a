import type { Column } from "../list/columns.js";

/** The list of executions, most needed first by `priority`. */
export const executionColumns = {
  heartbeat: { title: "♥", width: 5, priority: 1 },
  status: { title: "status", width: 11, priority: 0 },
  agent: { title: "agent", width: 12, priority: 4 },
  turn: { title: "turn", width: 4, priority: 2, align: "right" },
  tokens: { title: "toks", width: 4, priority: 6, align: "right" },
  activity: { title: "activity", width: 12, priority: 5 },
  task: { title: "task", width: 14, priority: 3, fills: true },
} as const satisfies Readonly<Record<string, Column>>;

export type ExecutionColumn = keyof typeof executionColumns;
