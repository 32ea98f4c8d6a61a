import { HoldfastError } from "../errors/holdfast-error.js";
import type { Context } from "../models/context.js";
import { encodeJson, type Json, type JsonObject } from "../models/json.js";
import { chainHash, rootHash } from "./state-hash.js";

/** A turn as it is stored: what it adds, as text, byte for byte. */
export interface TurnRow {
  readonly turn: number;
  /** The messages it added, as the inside of a JSON array: rows join with commas into one array. */
  readonly messages: string;
  /** JSON: the state keys that changed, and the names of those removed. */
  readonly state: string;
  readonly reset: boolean;
  /** `chainHash` of the turn before and this one. */
  readonly hash: string;
}

export interface TurnAddition {
  readonly turn: number;
  readonly messages: readonly JsonObject[];
  readonly state: Readonly<Record<string, Json>>;
  readonly removed: readonly string[];
  readonly reset: boolean;
}

/** @throws `invalid_input` naming the path of what is not JSON. */
export function encodeTurn(addition: TurnAddition, previousHash: string): TurnRow {
  const messages = encodeJson(addition.messages, "messages").slice(1, -1);
  const state = `[${encodeJson(addition.state, "state")},${encodeJson(addition.removed, "removed")}]`;
  const { turn, reset } = addition;
  return { turn, messages, state, reset, hash: chainHash(previousHash, { messages, state, reset }) };
}

/**
 * The context that consecutive turns add up to, proven against their hashes.
 *
 * @param rows turns in order, from the first of the log or a reset turn
 * @throws `checkpoint_corrupt` with `details.turn`, the first turn that is missing or whose bytes are not what was written.
 */
export function decodeTurns(rows: readonly TurnRow[]): Context {
  let hash = rootHash;
  let expected: number | undefined;
  for (const row of rows) {
    if (expected !== undefined && row.turn !== expected) throw corruptTurn(expected);
    hash = chainHash(hash, row);
    if (hash !== row.hash) throw corruptTurn(row.turn);
    expected = row.turn + 1;
  }
  let messages = "";
  // A map, since assigning to an object would lose a key named __proto__.
  const state = new Map<string, Json>();
  for (const row of rows) {
    if (row.messages !== "") messages += messages === "" ? row.messages : `,${row.messages}`;
    if (row.state === emptyState) continue;
    const [changed, removed] = JSON.parse(row.state) as [Record<string, Json>, string[]];
    for (const [key, value] of Object.entries(changed)) state.set(key, value);
    for (const key of removed) state.delete(key);
  }
  return { messages: JSON.parse(`[${messages}]`) as JsonObject[], state: Object.fromEntries(state) };
}

const emptyState = "[{},[]]";

export function corruptTurn(turn: number): HoldfastError {
  return new HoldfastError(
    "checkpoint_corrupt",
    `Turn ${turn} is corrupt: it is missing, or its bytes are not what was written.`,
    { details: { turn } },
  );
}
