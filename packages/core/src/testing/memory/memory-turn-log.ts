import { provenContext } from "../../checkpoints/proven-context.js";
import { rootHash } from "../../checkpoints/state-hash.js";
import { encodeTurn } from "../../checkpoints/turn-row.js";
import type { CheckpointRef } from "../../models/checkpoint.js";
import { emptyContext } from "../../models/context.js";
import type { EventBody } from "../../models/event.js";
import type { ExecutionId } from "../../models/ids.js";
import { encodeJournalEntry, usageOf, type JournalEntry } from "../../models/journal-entry.js";
import { addUsage } from "../../models/usage.js";
import type { LoadedContext } from "../../ports/checkpoint-store.js";
import type { JournalWrite, Lease, TurnCommit } from "../../ports/execution-store.js";
import { checkpointTaken, turnConflict, turnNotFound } from "../../ports/store-errors.js";
import { lastHash, type ExecutionRecord, type MemoryState } from "./memory-state.js";

export function record(state: MemoryState, lease: Lease, { turn, entries, events }: JournalWrite): void {
  const held = state.held(lease);
  const { id, projectId, turn: completed } = held.execution;
  if (turn <= completed) throw turnConflict(id, turn, completed);
  const texts = entries.map(encodeJournalEntry);
  const bodies = state.encodeEvents(events);
  appendEntries(held, turn, entries, texts);
  state.log(projectId, id, bodies);
}

/** @param texts the entries, encoded before anything was changed */
export function appendEntries(
  to: ExecutionRecord,
  turn: number,
  entries: readonly JournalEntry[],
  texts: readonly string[],
): void {
  to.journal.push(...texts.map((entry) => ({ turn, entry })));
  to.execution = { ...to.execution, usage: addUsage(to.execution.usage, usageOf(entries)) };
}

export function commitTurn(state: MemoryState, lease: Lease, commit: TurnCommit): void {
  const held = state.held(lease);
  const { id, agentId, taskId, projectId, turn: completed, usage } = held.execution;
  const { turn, checkpointId, activeMs, entries } = commit;
  if (turn !== completed + 1) throw turnConflict(id, turn, completed);
  const row = encodeTurn(commit, lastHash(held));
  entries.forEach(encodeJournalEntry);
  const bodies = state.encodeEvents(commit.events);
  if (checkpointId && state.checkpoints.has(checkpointId)) throw checkpointTaken(checkpointId);
  const at = state.at();

  held.turns.push(row);
  held.journal = held.journal.filter((entry) => entry.turn > turn);
  const progress = { turn, attempts: 0, activeMs, progressAt: at, usage: addUsage(usage, usageOf(entries)) };
  held.execution = { ...held.execution, ...progress };
  if (checkpointId) {
    const checkpoint = { id: checkpointId, executionId: id, agentId, taskId, turn, stateHash: row.hash, createdAt: at };
    state.checkpoints.set(checkpointId, checkpoint);
  }
  state.log(projectId, id, bodies);
}

export function load(state: MemoryState, executionId: ExecutionId, turn: number): LoadedContext {
  const { turns, execution, oldestTurn } = state.record(executionId);
  if (turn === 0) return { turn: 0, stateHash: rootHash, context: emptyContext };
  if (turn < oldestTurn || turn > execution.turn) throw turnNotFound(executionId, turn);
  const upTo = turns.filter((row) => row.turn <= turn);
  const first = upTo.findLast((row) => row.reset)?.turn ?? oldestTurn;
  return provenContext(
    upTo.filter((row) => row.turn >= first),
    first,
    turn,
  );
}

export function rewind(state: MemoryState, lease: Lease, turn: number): void {
  const held = state.held(lease);
  const { id, projectId, turn: completed } = held.execution;
  if (turn < 0 || turn > completed) throw turnNotFound(id, turn);
  held.aside.push(...held.turns.filter((row) => row.turn > turn));
  held.turns = held.turns.filter((row) => row.turn <= turn);
  held.journal = held.journal.filter((entry) => entry.turn <= turn);
  held.execution = { ...held.execution, turn };
  const removed = removeCheckpoints(state, id, turn);
  state.log(projectId, id, state.encodeEvents(deletedEvent(removed, "rewound")));
}

/** Removes the checkpoints after a turn and tells how many. */
export function removeCheckpoints(state: MemoryState, executionId: ExecutionId, after: number): number {
  const gone = checkpointsOf(state, executionId).filter((checkpoint) => checkpoint.turn > after);
  for (const { id } of gone) state.checkpoints.delete(id);
  return gone.length;
}

/** Newest first. */
export function checkpointsOf(state: MemoryState, executionId: ExecutionId): readonly CheckpointRef[] {
  const own = [...state.checkpoints.values()].filter((checkpoint) => checkpoint.executionId === executionId);
  return own.toSorted((a, b) => b.turn - a.turn);
}

type DeletedReason = Extract<EventBody, { type: "checkpoint.deleted" }>["reason"];

export function deletedEvent(count: number, reason: DeletedReason): readonly EventBody[] {
  return count === 0 ? [] : [{ type: "checkpoint.deleted", count, reason }];
}
