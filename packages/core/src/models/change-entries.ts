import { settlementOf } from "./answer.js";
import type { ExecutionChange } from "./execution-change.js";
import type { Execution } from "./execution.js";
import type { JournalEntry } from "./journal-entry.js";

/** Whether nothing can follow the change: the turn in progress will never be committed, and its journal has no reader. */
export function endsForGood({ type }: ExecutionChange): boolean {
  return type === "complete" || type === "abandon" || type === "cancel";
}

/** What a change adds to the journal of the turn in progress. Pure. @throws what `settlementOf` throws */
export function changeEntries(before: Execution, change: ExecutionChange): readonly JournalEntry[] {
  return change.type === "answer" && before.status === "waiting" ? [settlementOf(before.question, change)] : [];
}
