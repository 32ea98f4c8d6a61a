import type { TurnJournal } from "../journal/turn-journal.js";
import type { Failure } from "../models/failure.js";
import type { Claim } from "../ports/execution-store.js";
import { sanitize } from "../recovery/failure.js";
import { interruptionText, reconciliationNotice } from "../recovery/reconciliation.js";

/** Why the last run of a claimed execution stopped, when it did not stop by itself. */
export function failureBehind(claim: Claim): Failure | undefined {
  if (claim.cause === "retry")
    return claim.failure ?? { category: "agent", code: "agent_failed", message: "The last run failed." };
  if (claim.cause !== "expired") return undefined;
  const worker = claim.previous;
  const who = worker
    ? `Its worker (${worker.host}, process ${worker.pid}) stopped; last heartbeat ${worker.lastHeartbeatAt}.`
    : "Its worker stopped.";
  return { category: "crashed", code: "lease_lost", message: who };
}

/** What a resumed run knows of the interruption before it. */
export interface ResumePoint {
  /** The turn it goes on with. */
  readonly turn: number;
  readonly lostTurns: number;
  readonly definitionChanged: boolean;
}

/**
 * Journals the interruption before a run, if there is something to tell: where the journal ends is where it happened.
 * It is durable before the run goes on, so no further crash can lose it.
 */
export async function recordInterruption(claim: Claim, journal: TurnJournal, point: ResumePoint): Promise<void> {
  const turn = Math.max(point.turn, journal.lastTurn);
  const reason = reasonFor(claim, journal.hasUncertainCall(turn), point);
  if (reason === undefined) return;
  const text = interruptionText({ ...point, turn, reason: sanitize(reason) });
  const opens = journal.entries(turn).every(({ kind }) => kind === "notice");
  const notice = reconciliationNotice([text], []);
  const told = opens ? [{ type: "recovery.reconciled" as const, turn, notice, settled: 0 }] : [];
  await journal.record(turn, { kind: "notice", text }, told);
}

function reasonFor(
  claim: Claim,
  uncertain: boolean,
  { definitionChanged, lostTurns }: ResumePoint,
): string | undefined {
  const failure = failureBehind(claim);
  if (failure) return failure.message;
  if (claim.cause === "resumed") return "It had stopped; a person resumed it.";
  if (definitionChanged) return "The agent's definition changed.";
  return uncertain || lostTurns > 0 ? "Its worker was stopped." : undefined;
}
