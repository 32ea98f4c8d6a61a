import { type AgentId, type ProjectId, Task, timestampOf } from "@holdfast/core";
import type { tasks } from "../schema/index.js";
import { jsonOf, storedValue } from "./stored-value.js";

export type TaskRow = typeof tasks.$inferSelect & { readonly projectId: ProjectId; readonly agentId: AgentId };

/** @throws `storage_corrupt` */
export function toTask(row: TaskRow): Task {
  return storedValue(Task, { table: "tasks", id: row.id }, () => {
    const { id, projectId, agentId, prompt, reassignments, status, executionId } = row;
    const base = { id, projectId, agentId, prompt, reassignments, createdAt: timestampOf(row.createdAtMs), status };
    switch (status) {
      case "active":
        return { ...base, executionId };
      case "done":
        return { ...base, executionId, result: jsonOf(row.result) };
      case "failed":
        return { ...base, failure: jsonOf(row.failure) };
      case "open":
      case "cancelled":
        return base;
    }
  });
}

/** The columns that a change of the task can move. */
export function taskColumns(task: Task) {
  return {
    status: task.status,
    reassignments: task.reassignments,
    executionId: "executionId" in task ? task.executionId : null,
    result: task.status === "done" ? JSON.stringify(task.result) : null,
    failure: task.status === "failed" ? JSON.stringify(task.failure) : null,
  };
}
