import type { QueueReason } from "../models/execution.js";

/** What decides whether a claim counts as a recovery attempt. */
export interface AttemptHistory {
  /** Attempts counted so far. */
  readonly attempts: number;
  /** The turn that the last counted attempt started from. */
  readonly attemptTurn: number;
  /** Turns completed now. */
  readonly turn: number;
}

/**
 * The attempts after a claim. Only a claim that follows a failure counts (an expired lease, a retry); one that follows
 * a turn completed since the last counted attempt starts again at 1, because an attempt that got somewhere is no reason
 * to give up.
 */
export function nextAttempt(
  cause: QueueReason | "expired",
  history: AttemptHistory,
): { attempts: number; attemptTurn: number } {
  if (cause !== "expired" && cause !== "retry") return { attempts: history.attempts, attemptTurn: history.attemptTurn };
  const attempts = history.turn > history.attemptTurn ? 1 : history.attempts + 1;
  return { attempts, attemptTurn: history.turn };
}
