import { Project, timestampOf } from "@holdfast/core";
import type { projects } from "../schema/index.js";
import { storedValue } from "./stored-value.js";

export type ProjectRow = typeof projects.$inferSelect;

/** @throws `storage_corrupt` */
export function toProject(row: ProjectRow): Project {
  return storedValue(Project, { table: "projects", id: row.id }, () => {
    const { id, name, root, status, pausedAtMs, pauseReason } = row;
    const base = { id, name, root, createdAt: timestampOf(row.createdAtMs), status };
    return pausedAtMs === null ? base : { ...base, pausedAt: timestampOf(pausedAtMs), reason: pauseReason };
  });
}
