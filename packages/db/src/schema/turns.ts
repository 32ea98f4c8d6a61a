import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { executions } from "./executions.js";
import { sha256 } from "./sha256.js";

/** What a turn is stored as, in the log or out of it. */
export const turnColumns = {
  number: integer("number").primaryKey(),
  executionNumber: integer("execution_number")
    .notNull()
    .references(() => executions.number),
  turn: integer("turn").notNull(),
  reset: integer("reset", { mode: "boolean" }).notNull(),
  hash: sha256("hash").notNull(),
  messages: text("messages").notNull(),
  state: text("state").notNull(),
};

/** The turn log: what each turn added, as text, byte for byte. A rowid table: WITHOUT ROWID is 2.8 times larger here. */
export const turns = sqliteTable("turns", turnColumns, (table) => [
  uniqueIndex("turns_by_execution").on(table.executionNumber, table.turn),
  index("turns_resets")
    .on(table.executionNumber, table.turn)
    .where(sql`${table.reset} = 1`),
]);
