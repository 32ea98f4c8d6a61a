import { index, integer, sqliteTable } from "drizzle-orm/sqlite-core";
import { turnColumns } from "./turns.js";

/** Turns that a rewind took out of play, as they were; kept for a person to look at, read by nothing. */
export const quarantinedTurns = sqliteTable(
  "quarantined_turns",
  { ...turnColumns, quarantinedAtMs: integer("quarantined_at_ms").notNull() },
  (table) => [index("quarantined_turns_by_execution").on(table.executionNumber, table.turn)],
);
