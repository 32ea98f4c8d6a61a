import type { TurnJournal } from "../journal/turn-journal.js";
import type { Failure } from "../models/failure.js";
import type { JsonObject } from "../models/json.js";
import type { Claim } from "../ports/execution-store.js";
import { sanitize } from "../recovery/failure.js";
import { reconciliationNotice, settledCalls, type Interruption } from "../recovery/reconciliation.js";
import { noticeMessage, type AgentDefinition } from "./agent-definition.js";
import type { EnginePorts } from "./engine-ports.js";

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

/**
 * Gives the reconciliation message its place. A turn that has no reply yet is opened by it, durably, since the reply
 * will be an answer to it; a turn that was interrupted after its reply is closed by it, when all its calls are settled.
 */
export class InterruptionNotice {
  #pending: Interruption | undefined;

  constructor(
    private readonly ports: EnginePorts,
    private readonly definition: AgentDefinition,
    private readonly claim: Claim,
    private readonly journal: TurnJournal,
    interruption: Interruption | undefined,
  ) {
    this.#pending = interruption;
  }

  /** The messages that open the turn: of earlier interruptions, and of this one when the turn is still untouched. */
  async opening(turn: number): Promise<readonly JsonObject[]> {
    const entries = this.journal.entries(turn);
    if (this.#pending && entries.every(({ kind }) => kind === "notice")) {
      const text = reconciliationNotice(this.#pending, []);
      await this.journal.record(turn, { kind: "notice", text }, [
        { type: "recovery.reconciled", turn, notice: text, settled: 0 },
      ]);
      this.#pending = undefined;
    }
    return this.journal
      .entries(turn)
      .flatMap((entry) => (entry.kind === "notice" ? [noticeMessage(this.definition, entry.text)] : []));
  }

  /** The message that closes the interrupted turn, once. */
  async closing(turn: number): Promise<readonly JsonObject[]> {
    if (!this.#pending) return [];
    const settled = settledCalls(this.journal.entries(turn));
    const text = reconciliationNotice(this.#pending, settled);
    this.#pending = undefined;
    await this.ports.store.executions.note(this.claim.lease, [
      { type: "recovery.reconciled", turn, notice: text, settled: settled.length },
    ]);
    return [noticeMessage(this.definition, text)];
  }
}

export function interruptionOf(
  failure: Failure | undefined,
  at: { readonly turn: number; readonly lostTurns: number; readonly definitionChanged: boolean },
): Interruption | undefined {
  if (!failure && !at.definitionChanged) return undefined;
  return { ...at, reason: sanitize(failure?.message ?? "The agent's definition changed.") };
}
