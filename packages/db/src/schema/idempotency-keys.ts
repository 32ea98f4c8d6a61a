import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Answers to requests that may be repeated. */
export const idempotencyKeys = sqliteTable("idempotency_keys", {
  number: integer("number").primaryKey(),
  key: text("key").notNull().unique(),
  /** The operation and its input, to tell a repeat from another request under the same key. */
  request: text("request").notNull(),
  /** JSON. */
  answer: text("answer").notNull(),
  createdAtMs: integer("created_at_ms").notNull(),
});
