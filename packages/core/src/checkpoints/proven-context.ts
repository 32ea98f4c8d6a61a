import type { LoadedContext } from "../ports/checkpoint-store.js";
import { corruptTurn, decodeTurns, type TurnRow } from "./turn-row.js";

/**
 * The context that the turns `first` to `last` add up to, proven complete and unchanged.
 *
 * @param rows what storage has of these turns, in order
 * @param first the first turn of the log, or the last reset turn up to `last`
 * @throws `checkpoint_corrupt` with `details.turn`, the first turn that is missing or changed.
 */
export function provenContext(rows: readonly TurnRow[], first: number, last: number): LoadedContext {
  if (rows[0]?.turn !== first) throw corruptTurn(first);
  const context = decodeTurns(rows);
  const newest = rows[rows.length - 1];
  if (newest?.turn !== last) throw corruptTurn((newest?.turn ?? 0) + 1);
  return { turn: last, stateHash: newest.hash, context };
}
