import type { EventBody } from "./event.js";
import type { Execution } from "./execution.js";
import type { ExecutionChange } from "./execution-change.js";
import type { Task } from "./task.js";

/** What a change tells by itself, in order: the execution's move, its task's, and the end of its heartbeat. Pure. */
export function changeEvents(before: Execution, change: ExecutionChange, task: Task): readonly EventBody[] {
  const events: EventBody[] = [ownEvent(change)];
  const taskEvent = taskEventOf(before, change, task);
  if (taskEvent) events.push(taskEvent);
  if (before.status === "running" && change.type !== "claim") {
    events.push({ type: "heartbeat.deleted", workerId: before.workerId });
  }
  return events;
}

function ownEvent(change: ExecutionChange): EventBody {
  switch (change.type) {
    case "claim":
      return { type: "execution.started", workerId: change.workerId, fence: change.fence };
    case "queue":
      return { type: "execution.queued", reason: change.reason };
    case "resume":
      return { type: "execution.queued", reason: "resumed" };
    case "answer":
      return { type: "execution.queued", reason: "answered" };
    case "wait":
      return { type: "execution.waiting", question: change.question };
    case "halt":
      return { type: "execution.halted", halt: change.halt };
    case "complete":
      return { type: "execution.completed" };
    case "fail":
      return { type: "execution.failed", failure: change.failure };
    case "abandon":
      return { type: "execution.abandoned", failure: change.failure };
    case "cancel":
      return { type: "execution.cancelled" };
  }
}

/** @param task the task after the change */
function taskEventOf(before: Execution, change: ExecutionChange, task: Task): EventBody | undefined {
  if (change.type === "complete") return { type: "task.done", taskId: task.id };
  if (change.type !== "abandon") return undefined;
  if (task.status === "failed") return { type: "task.failed", taskId: task.id, failure: task.failure };
  const { id: taskId, agentId: toAgentId, reassignments } = task;
  return { type: "task.reassigned", taskId, fromAgentId: before.agentId, toAgentId, reassignments };
}
