import type { LiveView } from "@holdfast/client";
import type { CheckpointRef, Execution, ExecutionId, HoldfastEvent } from "@holdfast/core";
import type { Loads } from "../loads/loads.js";

/** The checkpoints of an execution, newest first: those that were loaded, and those told of since. */
export function listedCheckpoints({ id, turn }: Execution, view: LiveView, loads: Loads): readonly CheckpointRef[] {
  const loaded = loads.checkpoints.get(id);
  const all = new Map<string, CheckpointRef>();
  for (const checkpoint of loaded?.status === "ready" ? loaded.value : []) all.set(checkpoint.id, checkpoint);
  for (const checkpoint of view.checkpoints.get(id) ?? []) all.set(checkpoint.id, checkpoint);
  // One of a later turn is of a time before the execution was set back.
  return [...all.values()]
    .filter((checkpoint) => checkpoint.turn <= turn)
    .sort((a, b) => b.turn - a.turn || (a.id < b.id ? 1 : -1));
}

/** The events of an execution, newest first: those that were loaded, and those told of since. */
export function listedEvents(id: ExecutionId, view: LiveView, loads: Loads): readonly HoldfastEvent[] {
  const loaded = loads.events.get(id);
  const all = new Map<number, HoldfastEvent>();
  for (const event of loaded?.status === "ready" ? loaded.value : []) all.set(event.seq, event);
  for (const event of view.events) if (event.executionId === id) all.set(event.seq, event);
  return [...all.values()].sort((a, b) => b.seq - a.seq);
}

/** The last time that checkpoints of an execution were deleted: what was loaded before is no longer true. 0: never seen. */
export function lastDeletion(id: ExecutionId, view: LiveView): number {
  return (
    view.events.findLast((event) => event.executionId === id && event.body.type === "checkpoint.deleted")?.seq ?? 0
  );
}
