import type { AgentId } from "@holdfast/core";
import { integer, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import { projects } from "./projects.js";

export const agents = sqliteTable(
  "agents",
  {
    number: integer("number").primaryKey(),
    id: text("id").$type<AgentId>().notNull().unique(),
    projectNumber: integer("project_number")
      .notNull()
      .references(() => projects.number),
    name: text("name").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
  },
  (table) => [unique("agents_project_name").on(table.projectNumber, table.name)],
);
