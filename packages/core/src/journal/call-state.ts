import type { CallOutcome, JournalEntry, Settlement } from "../models/journal-entry.js";

export type Intent = Extract<JournalEntry, { kind: "intent" }>;

/**
 * What the journal knows of a call.
 * - `unstarted`: nothing has run; `approval` tells what a person said of it, if asked
 * - `finished`: it never runs again
 * - `uncertain`: its intent is there and no result: the process stopped somewhere in it
 * - `repeat`: it was uncertain, and settled so that it runs again under its key
 */
export type CallState =
  | { readonly state: "unstarted"; readonly approval: Extract<Settlement, "approved" | "denied"> | null }
  | { readonly state: "finished"; readonly outcome: CallOutcome }
  | { readonly state: "uncertain"; readonly intent: Intent }
  | { readonly state: "repeat"; readonly intent: Intent };

/** Folds the entries of one turn into the state of one call. */
export function callState(entries: readonly JournalEntry[], key: string): CallState {
  let state: CallState = { state: "unstarted", approval: null };
  for (const entry of entries) {
    if (!("key" in entry) || entry.key !== key) continue;
    if (entry.kind === "result") return { state: "finished", outcome: entry.outcome };
    if (entry.kind === "intent") state = { state: "uncertain", intent: entry };
    else if (entry.outcome) return { state: "finished", outcome: entry.outcome };
    else if (entry.settlement === "approved" || entry.settlement === "denied")
      state = { state: "unstarted", approval: entry.settlement };
    else if (state.state === "uncertain") state = { state: "repeat", intent: state.intent };
  }
  return state;
}
