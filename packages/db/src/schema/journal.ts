import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { executions } from "./executions.js";

/** What has happened inside turns that are not committed, in the order of `number`. */
export const journal = sqliteTable(
  "journal",
  {
    number: integer("number").primaryKey(),
    executionNumber: integer("execution_number")
      .notNull()
      .references(() => executions.number),
    turn: integer("turn").notNull(),
    /** JSON. */
    entry: text("entry").notNull(),
  },
  (table) => [index("journal_by_execution").on(table.executionNumber, table.turn)],
);
