import type { ExecutionId, ExecutionStatus, HaltReason, QueueReason } from "@holdfast/core";
import { sql } from "drizzle-orm";
import { type AnySQLiteColumn, index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { agents } from "./agents.js";
import { projects } from "./projects.js";
import { sha256 } from "./sha256.js";
import { tasks } from "./tasks.js";
import { workers } from "./workers.js";

/** The head of each execution: every write to an execution goes through this row, under its fence. */
export const executions = sqliteTable(
  "executions",
  {
    number: integer("number").primaryKey(),
    id: text("id").$type<ExecutionId>().notNull().unique(),
    projectNumber: integer("project_number")
      .notNull()
      .references(() => projects.number),
    agentNumber: integer("agent_number")
      .notNull()
      .references(() => agents.number),
    taskNumber: integer("task_number")
      .notNull()
      .references(() => tasks.number),

    status: text("status").$type<ExecutionStatus>().notNull(),
    /** When it entered its status. */
    statusAtMs: integer("status_at_ms").notNull(),
    /** While queued. */
    queueReason: text("queue_reason").$type<QueueReason>(),
    notBeforeMs: integer("not_before_ms"),
    /** While running. */
    workerNumber: integer("worker_number").references(() => workers.number),
    /** While waiting: JSON. */
    question: text("question"),
    /** While halted. */
    halt: text("halt").$type<HaltReason>(),
    /** While failed, abandoned, or queued for a retry: JSON. */
    failure: text("failure"),
    /** Once completed: JSON. */
    result: text("result"),

    /** The highest fencing token given out. */
    fence: integer("fence").notNull().default(0),
    attempts: integer("attempts").notNull().default(0),
    fingerprint: text("fingerprint"),

    turn: integer("turn").notNull().default(0),
    /** The first turn that is kept. */
    oldestTurn: integer("oldest_turn").notNull().default(1),
    /** The hash that the next turn is chained to. */
    lastHash: sha256("last_hash").notNull(),
    progressAtMs: integer("progress_at_ms"),
    activeMs: integer("active_ms").notNull().default(0),
    inputTokens: integer("input_tokens").notNull().default(0),
    outputTokens: integer("output_tokens").notNull().default(0),
    costMicroUsd: integer("cost_micro_usd").notNull().default(0),

    /** JSON. */
    settings: text("settings").notNull(),
    /** For a fork: the execution it left, and the last turn it shares with it. */
    parentNumber: integer("parent_number").references((): AnySQLiteColumn => executions.number),
    parentTurn: integer("parent_turn"),
    createdAtMs: integer("created_at_ms").notNull(),
  },
  (table) => [
    index("executions_by_project").on(table.projectNumber),
    index("executions_by_task").on(table.taskNumber),
    index("executions_by_status").on(table.status),
    index("executions_by_worker")
      .on(table.workerNumber)
      .where(sql`${table.workerNumber} IS NOT NULL`),
  ],
);
