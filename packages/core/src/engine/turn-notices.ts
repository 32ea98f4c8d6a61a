import type { EventBody } from "../models/event.js";
import type { JournalEntry } from "../models/journal-entry.js";
import type { JsonObject } from "../models/json.js";
import { reconciliationNotice, settledCalls } from "../recovery/reconciliation.js";

/** What the runtime has to tell an agent in a turn. */
export interface TurnNotices {
  /** Before the reply: it will be an answer to them. */
  readonly opening: readonly JsonObject[];
  /** After the tool calls, which are all settled by then. */
  readonly closing: readonly JsonObject[];
  /** Of the closing notices. */
  readonly events: readonly EventBody[];
}

/**
 * The notices of a turn, from its journal. An interruption is a durable entry at the place where the turn was
 * interrupted, so it outlives further crashes: before anything else it opens the turn, later it closes it.
 */
export function turnNotices(
  turn: number,
  entries: readonly JournalEntry[],
  message: (text: string) => JsonObject,
): TurnNotices {
  const started = entries.findIndex(({ kind }) => kind !== "notice");
  const texts = entries.map((entry) => (entry.kind === "notice" ? entry.text : undefined));
  const isText = (text: string | undefined): text is string => text !== undefined;
  const opening = (started === -1 ? texts : texts.slice(0, started)).filter(isText);
  const interruptions = started === -1 ? [] : texts.slice(started).filter(isText);
  const settled = settledCalls(entries);
  const closing = interruptions.length === 0 ? [] : [reconciliationNotice(interruptions, settled)];
  return {
    opening: opening.map((text) => message(reconciliationNotice([text], []))),
    closing: closing.map(message),
    events: closing.map((notice) => ({ type: "recovery.reconciled", turn, notice, settled: settled.length })),
  };
}
