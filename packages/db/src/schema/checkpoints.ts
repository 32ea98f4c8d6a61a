import type { CheckpointId } from "@holdfast/core";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { executions } from "./executions.js";
import { sha256 } from "./sha256.js";

/** Pointers into the turn log. */
export const checkpoints = sqliteTable(
  "checkpoints",
  {
    number: integer("number").primaryKey(),
    id: text("id").$type<CheckpointId>().notNull().unique(),
    executionNumber: integer("execution_number")
      .notNull()
      .references(() => executions.number),
    turn: integer("turn").notNull(),
    stateHash: sha256("state_hash").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
  },
  (table) => [index("checkpoints_by_execution").on(table.executionNumber, table.turn)],
);
