import type { Project, ProjectId } from "@holdfast/core";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Rows refer to each other by `number`; the 26 characters of an id would cost more than the rest of many rows. */
export const projects = sqliteTable("projects", {
  number: integer("number").primaryKey(),
  id: text("id").$type<ProjectId>().notNull().unique(),
  name: text("name").notNull().unique(),
  root: text("root").notNull(),
  status: text("status").$type<Project["status"]>().notNull(),
  /** Milliseconds since the Unix epoch, as are all times but those named monotonic. */
  pausedAtMs: integer("paused_at_ms"),
  pauseReason: text("pause_reason"),
  createdAtMs: integer("created_at_ms").notNull(),
});
