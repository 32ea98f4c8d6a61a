import type { TurnRow } from "@holdfast/core";
import type { Statement } from "better-sqlite3";
import type { StoreDatabase } from "./store-database.js";

type StoredTurn = [turn: number, messages: string, state: string, reset: 0 | 1, hash: string];

const columns = "execution_number, turn, reset, hash, messages, state";

export class TurnRows {
  readonly #insert: Statement<
    [executionNumber: number, turn: number, reset: number, hash: Buffer, messages: string, state: string]
  >;
  readonly #between: Statement<[executionNumber: number, first: number, last: number], StoredTurn>;
  readonly #lastReset: Statement<[executionNumber: number, turn: number], number>;
  readonly #quarantineAfter: Statement<[atMs: number, executionNumber: number, turn: number]>;
  readonly #removeAfter: Statement<[executionNumber: number, turn: number]>;

  constructor({ sqlite }: StoreDatabase) {
    this.#insert = sqlite.prepare(`INSERT INTO turns (${columns}) VALUES (?, ?, ?, ?, ?, ?)`);
    // A load reads every turn of a context: as arrays, without a Buffer for each hash, in two thirds of the time.
    this.#between = sqlite
      .prepare<[number, number, number], StoredTurn>(
        `SELECT turn, messages, state, reset, lower(hex(hash)) FROM turns
         WHERE execution_number = ? AND turn BETWEEN ? AND ? ORDER BY turn`,
      )
      .raw();
    this.#lastReset = sqlite
      .prepare<[number, number], number>(
        "SELECT turn FROM turns WHERE execution_number = ? AND turn <= ? AND reset = 1 ORDER BY turn DESC LIMIT 1",
      )
      .pluck();
    this.#quarantineAfter = sqlite.prepare(
      `INSERT INTO quarantined_turns (${columns}, quarantined_at_ms)
       SELECT ${columns}, ? FROM turns WHERE execution_number = ? AND turn > ? ORDER BY turn`,
    );
    this.#removeAfter = sqlite.prepare("DELETE FROM turns WHERE execution_number = ? AND turn > ?");
  }

  /** @param hash the row's own, as bytes */
  insert(executionNumber: number, { turn, reset, messages, state }: TurnRow, hash: Buffer): void {
    this.#insert.run(executionNumber, turn, reset ? 1 : 0, hash, messages, state);
  }

  /** In order, both ends included. */
  between(executionNumber: number, first: number, last: number): readonly TurnRow[] {
    const rows = this.#between.all(executionNumber, first, last);
    return rows.map(([turn, messages, state, reset, hash]) => ({ turn, messages, state, reset: reset === 1, hash }));
  }

  /** The newest reset turn up to `turn`. */
  lastReset(executionNumber: number, turn: number): number | undefined {
    return this.#lastReset.get(executionNumber, turn);
  }

  quarantineAfter(executionNumber: number, turn: number, atMs: number): void {
    this.#quarantineAfter.run(atMs, executionNumber, turn);
    this.removeAfter(executionNumber, turn);
  }

  removeAfter(executionNumber: number, turn: number): void {
    this.#removeAfter.run(executionNumber, turn);
  }
}
