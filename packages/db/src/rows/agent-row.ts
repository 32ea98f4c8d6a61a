import { Agent, type ProjectId, timestampOf } from "@holdfast/core";
import type { agents } from "../schema/index.js";
import { storedValue } from "./stored-value.js";

export type AgentRow = typeof agents.$inferSelect & { readonly projectId: ProjectId };

/** @throws `storage_corrupt` */
export function toAgent({ id, projectId, name, createdAtMs }: AgentRow): Agent {
  return storedValue(Agent, { table: "agents", id }, () => ({
    id,
    projectId,
    name,
    createdAt: timestampOf(createdAtMs),
  }));
}
