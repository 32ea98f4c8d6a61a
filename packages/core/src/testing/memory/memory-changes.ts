import { changeEntries, endsForGood } from "../../models/change-entries.js";
import { changeEvents } from "../../models/change-events.js";
import { changeExecution, isRefused, type ExecutionChange } from "../../models/execution-change.js";
import type { Execution } from "../../models/execution.js";
import type { AgentId, ExecutionId } from "../../models/ids.js";
import { encodeJournalEntry } from "../../models/journal-entry.js";
import { encodeJson } from "../../models/json.js";
import { newExecution } from "../../models/new-execution.js";
import { changeTask } from "../../models/task-change.js";
import type { ChangeOptions } from "../../ports/execution-store.js";
import {
  agentOfAnotherProject,
  assertChangeOptions,
  changeRefused,
  leaseLost,
  notFound,
} from "../../ports/store-errors.js";
import type { ExecutionRecord, MemoryState } from "./memory-state.js";
import { appendEntries, deletedEvent, removeCheckpoints } from "./memory-turn-log.js";

export function change(
  state: MemoryState,
  id: ExecutionId,
  change: ExecutionChange,
  options: ChangeOptions = {},
): Execution {
  assertChangeOptions(id, change, options);
  const record = state.record(id);
  const before = record.execution;
  const { lease, discard, reassignTo } = options;
  if (lease && (record.fence !== lease.fence || before.status !== "running")) throw leaseLost(lease);
  const after = changeExecution(before, change, state.clock.now());
  if (isRefused(after)) throw changeRefused(id, before.status, after.message);
  if (change.type === "complete") encodeJson(change.result, "result");

  const task = state.tasks.get(before.taskId);
  if (!task) throw notFound("task", before.taskId);
  const successor = reassignTo && successorOf(state, before, reassignTo);
  const nextTask = changeTask(task, id, change, successor && { agentId: successor.agentId, executionId: successor.id });
  const entries = changeEntries(before, change);
  const texts = entries.map(encodeJournalEntry);
  const own = state.encodeEvents(changeEvents(before, change, nextTask));
  const more = state.encodeEvents(options.events ?? []);

  if (!lease && before.status === "running") revoke(state, record, before);
  record.execution = { ...after, activeMs: options.activeMs ?? after.activeMs };
  appendEntries(record, before.turn + 1, entries, texts);
  if (endsForGood(change)) record.journal = [];
  state.tasks.set(task.id, nextTask);
  state.log(before.projectId, id, own);
  if (discard) {
    const removed = removeCheckpoints(state, id, 0);
    record.turns = [];
    record.oldestTurn = before.turn + 1;
    record.journal = [];
    state.log(before.projectId, id, state.encodeEvents(deletedEvent(removed, discard)));
  }
  state.log(before.projectId, id, more);
  if (successor) {
    state.addExecution(successor);
    state.log(before.projectId, successor.id, state.encodeEvents([{ type: "execution.queued", reason: "new" }]));
  }
  return record.execution;
}

/** The new execution of an abandoned task. */
function successorOf(state: MemoryState, before: Execution, agentId: AgentId) {
  const agent = state.agents.get(agentId);
  const task = state.tasks.get(before.taskId);
  if (!agent || !task) throw notFound("agent", agentId);
  if (agent.projectId !== before.projectId) throw agentOfAnotherProject(agentId, before.projectId);
  return newExecution(state.ids.next() as ExecutionId, task, agent, before.settings, state.at());
}

/** The worker is told by its counter, and stopped by the fence. */
function revoke(state: MemoryState, record: ExecutionRecord, before: Extract<Execution, { status: "running" }>): void {
  record.fence += 1;
  const worker = state.workers.get(before.workerId);
  if (worker) worker.revocations += 1;
}
