import { sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Facts about the database itself: `epoch` names it, so that an event cursor of another database is known for what it is. */
export const meta = sqliteTable("meta", {
  name: text("name").primaryKey(),
  value: text("value").notNull(),
});
