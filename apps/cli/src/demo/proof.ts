import {
  HoldfastError,
  type CheckpointRef,
  type Execution,
  type ExecutionId,
  type HoldfastEvent,
  type Store,
} from "@holdfast/core";
import type { RequestRecord } from "@holdfast/agent/scripted-model";

/** What crashes cost, counted from the database and the model server's own request log. All are 0 when nothing was lost. */
export interface Losses {
  /** Checkpoints that were committed before a kill and are gone, changed or unreadable now. */
  readonly turnsLost: number;
  /** Tool calls that ran again after their result had been recorded. */
  readonly callsRepeated: number;
  /** Replies that were asked for again after they had been recorded. */
  readonly repliesPaidTwice: number;
}

/** @param committed every checkpoint that was seen committed while it ran */
export async function countLosses(
  store: Store,
  execution: Execution,
  committed: readonly CheckpointRef[],
  requests: readonly RequestRecord[],
): Promise<Losses> {
  const events = await eventsOf(store, execution.id);
  return {
    turnsLost: await turnsLost(store, committed),
    callsRepeated: callsRepeated(events),
    repliesPaidTwice: repliesPaidTwice(events, requests),
  };
}

export async function eventsOf(store: Store, executionId: ExecutionId): Promise<readonly HoldfastEvent[]> {
  return store.events.read({ after: 0, limit: 1_000_000, executionId });
}

async function turnsLost(store: Store, committed: readonly CheckpointRef[]): Promise<number> {
  let lost = 0;
  for (const { id, executionId, turn, stateHash } of committed) {
    try {
      const now = await store.checkpoints.checkpoint(id);
      const loaded = await store.checkpoints.load(executionId, turn);
      if (now?.stateHash !== stateHash || loaded.stateHash !== stateHash) lost += 1;
    } catch (error) {
      if (!HoldfastError.is(error, "not_found", "checkpoint_corrupt")) throw error;
      lost += 1;
    }
  }
  return lost;
}

function callsRepeated(events: readonly HoldfastEvent[]): number {
  const finished = new Set<string>();
  let repeated = 0;
  for (const { body } of events) {
    if (body.type === "call.started" && finished.has(body.key)) repeated += 1;
    if (body.type === "call.finished") {
      // A call without effects has no start of its own: a second finish tells that it ran twice.
      if (finished.has(body.key)) repeated += 1;
      finished.add(body.key);
    }
  }
  return repeated;
}

/**
 * A request for turn n carries the n − 1 assistant messages before it. One that arrives after the reply of turn n was
 * recorded asks for a reply that was there.
 */
function repliesPaidTwice(events: readonly HoldfastEvent[], requests: readonly RequestRecord[]): number {
  const recordedAt = new Map<number, string>();
  for (const { at, body } of events) if (body.type === "turn.replied") recordedAt.set(body.turn, at);
  return requests.filter(({ at, body }) => at > (recordedAt.get(turnAskedFor(body)) ?? "9")).length;
}

function turnAskedFor(body: unknown): number {
  const { messages = [] } = body as { messages?: readonly { role?: string }[] };
  return messages.filter(({ role }) => role === "assistant").length + 1;
}
