import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { executions } from "./executions.js";
import { projects } from "./projects.js";

/** The event log. Numbers are never used twice (AUTOINCREMENT), so that a cursor never skips what replaced a pruned event. */
export const events = sqliteTable(
  "events",
  {
    seq: integer("seq").primaryKey({ autoIncrement: true }),
    atMs: integer("at_ms").notNull(),
    projectNumber: integer("project_number")
      .notNull()
      .references(() => projects.number),
    executionNumber: integer("execution_number").references(() => executions.number),
    /** JSON. */
    body: text("body").notNull(),
  },
  (table) => [
    index("events_by_project").on(table.projectNumber),
    index("events_by_execution").on(table.executionNumber),
  ],
);
