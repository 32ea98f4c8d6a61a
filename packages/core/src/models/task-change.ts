import type { ExecutionChange } from "./execution-change.js";
import type { AgentId, ExecutionId } from "./ids.js";
import type { Task } from "./task.js";

/** The execution that takes a task over from an abandoned one. */
export interface Successor {
  readonly agentId: AgentId;
  readonly executionId: ExecutionId;
}

/**
 * The task after its execution changed: completed makes it done, abandoned makes it failed or hands it to the
 * successor, cancelled cancels it; no other change touches it. Pure.
 */
export function changeTask(task: Task, executionId: ExecutionId, change: ExecutionChange, successor?: Successor): Task {
  const { id, projectId, agentId, prompt, reassignments, createdAt } = task;
  const base = { id, projectId, agentId, prompt, reassignments, createdAt };
  switch (change.type) {
    case "complete":
      return { ...base, status: "done", executionId, result: change.result };
    case "abandon":
      return successor
        ? { ...base, ...successor, reassignments: reassignments + 1, status: "active" }
        : { ...base, status: "failed", failure: change.failure };
    case "cancel":
      return { ...base, status: "cancelled" };
    case "claim":
    case "queue":
    case "resume":
    case "answer":
    case "wait":
    case "halt":
    case "fail":
      return task;
  }
}
