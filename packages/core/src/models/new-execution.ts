import type { Agent } from "./agent.js";
import type { Execution } from "./execution.js";
import type { ExecutionId } from "./ids.js";
import type { RunSettings } from "./run-settings.js";
import type { Task } from "./task.js";
import type { Timestamp } from "./timestamp.js";
import { noUsage } from "./usage.js";

/** An agent's fresh run of a task, waiting for a worker. */
export function newExecution(
  id: ExecutionId,
  task: Pick<Task, "id" | "projectId">,
  agent: Agent,
  settings: RunSettings,
  createdAt: Timestamp,
): Extract<Execution, { status: "queued" }> {
  return {
    id,
    projectId: task.projectId,
    agentId: agent.id,
    agentName: agent.name,
    taskId: task.id,
    turn: 0,
    attempts: 0,
    usage: noUsage,
    activeMs: 0,
    settings,
    createdAt,
    progressAt: null,
    status: "queued",
    reason: "new",
    notBefore: null,
    failure: null,
  };
}
