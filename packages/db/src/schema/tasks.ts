import type { ExecutionId, Task, TaskId } from "@holdfast/core";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { agents } from "./agents.js";
import { projects } from "./projects.js";

export const tasks = sqliteTable(
  "tasks",
  {
    number: integer("number").primaryKey(),
    id: text("id").$type<TaskId>().notNull().unique(),
    projectNumber: integer("project_number")
      .notNull()
      .references(() => projects.number),
    agentNumber: integer("agent_number")
      .notNull()
      .references(() => agents.number),
    prompt: text("prompt").notNull(),
    status: text("status").$type<Task["status"]>().notNull(),
    reassignments: integer("reassignments").notNull(),
    /** The execution that runs it or has done it. By id: executions refer to tasks, and a circle could not be inserted. */
    executionId: text("execution_id").$type<ExecutionId>(),
    /** JSON. */
    result: text("result"),
    /** JSON. */
    failure: text("failure"),
    createdAtMs: integer("created_at_ms").notNull(),
  },
  (table) => [index("tasks_by_project").on(table.projectNumber)],
);
