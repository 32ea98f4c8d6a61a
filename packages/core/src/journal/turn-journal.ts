import type { EventBody } from "../models/event.js";
import type { JournalEntry } from "../models/journal-entry.js";
import type { Json } from "../models/json.js";
import type { ExecutionStore, Lease } from "../ports/execution-store.js";
import { callState, type CallState } from "./call-state.js";

/** The journal of one execution's uncommitted turns, read once and kept in step with what is written. */
export class TurnJournal {
  readonly #turns = new Map<number, JournalEntry[]>();

  constructor(
    readonly lease: Lease,
    readonly store: Pick<ExecutionStore, "record">,
    recorded: Awaited<ReturnType<ExecutionStore["journal"]>>,
  ) {
    for (const { turn, entry } of recorded) this.#entries(turn).push(entry);
  }

  /** Makes an entry durable, then visible. */
  async record(turn: number, entry: JournalEntry, events: readonly EventBody[] = []): Promise<void> {
    await this.store.record(this.lease, { turn, entries: [entry], events });
    this.#entries(turn).push(entry);
  }

  /** The value of a finished step of the turn. */
  step(turn: number, name: string): { readonly value: Json } | undefined {
    return this.#entries(turn).find((entry) => entry.kind === "step" && entry.name === name) as
      | { value: Json }
      | undefined;
  }

  call(turn: number, key: string): CallState {
    return callState(this.#entries(turn), key);
  }

  /** The newest turn with an entry; 0 when there is none. */
  get lastTurn(): number {
    return Math.max(0, ...[...this.#turns].filter(([, entries]) => entries.length > 0).map(([turn]) => turn));
  }

  /** Whether a call of the turn has an intent and neither a result nor a settlement. */
  hasUncertainCall(turn: number): boolean {
    return this.#entries(turn).some(
      (entry) => entry.kind === "intent" && this.call(turn, entry.key).state === "uncertain",
    );
  }

  /** The turn's entries so far, in order. */
  entries(turn: number): readonly JournalEntry[] {
    return this.#entries(turn);
  }

  /** The turn is committed: its entries are part of the context now. */
  forget(turn: number): void {
    this.#turns.delete(turn);
  }

  #entries(turn: number): JournalEntry[] {
    let entries = this.#turns.get(turn);
    if (!entries) this.#turns.set(turn, (entries = []));
    return entries;
  }
}
