import type { Execution } from "@holdfast/core";
import type { DraftRows } from "./draft-rows.js";

const finished: Readonly<Record<Execution["status"], boolean>> = {
  queued: false,
  running: false,
  waiting: false,
  halted: false,
  completed: true,
  failed: true,
  abandoned: true,
  cancelled: true,
};

/**
 * Drops the oldest finished executions beyond `kept`, with their tasks and checkpoints, so that a watcher that runs for
 * months does not grow. It waits for a quarter more than `kept`, so that this is not done for every execution that ends.
 */
export function forgetFinished(draft: DraftRows, kept: number): void {
  if (draft.executions.rows.size <= kept * 1.25) return;
  const candidates = [...draft.executions.rows.values()].filter(({ status }) => finished[status]);
  if (candidates.length <= kept * 1.25) return;
  // Ids are ULIDs: they sort by the time they were made at.
  candidates.sort((a, b) => (a.id < b.id ? 1 : -1));
  for (const { id } of candidates.slice(kept)) {
    draft.executions.delete(id);
    draft.checkpoints.delete(id);
  }
  const tasks = new Set([...draft.executions.rows.values()].map(({ taskId }) => taskId));
  for (const { taskId } of candidates.slice(kept)) {
    if (!tasks.has(taskId)) draft.tasks.delete(taskId);
  }
}
