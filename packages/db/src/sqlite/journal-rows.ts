import { encodeJournalEntry, type JournalEntry } from "@holdfast/core";
import type { Statement } from "better-sqlite3";
import { type JournalRow, toJournalEntry } from "../rows/journal-row.js";
import type { StoreDatabase } from "./store-database.js";

export class JournalRows {
  readonly #insert: Statement<[executionNumber: number, turn: number, entry: string]>;
  readonly #all: Statement<[executionNumber: number], JournalRow>;
  readonly #removeUpTo: Statement<[executionNumber: number, turn: number]>;
  readonly #removeAfter: Statement<[executionNumber: number, turn: number]>;

  constructor({ sqlite }: StoreDatabase) {
    this.#insert = sqlite.prepare("INSERT INTO journal (execution_number, turn, entry) VALUES (?, ?, ?)");
    this.#all = sqlite.prepare(
      "SELECT number, turn, entry FROM journal WHERE execution_number = ? ORDER BY turn, number",
    );
    this.#removeUpTo = sqlite.prepare("DELETE FROM journal WHERE execution_number = ? AND turn <= ?");
    this.#removeAfter = sqlite.prepare("DELETE FROM journal WHERE execution_number = ? AND turn > ?");
  }

  /** @throws `invalid_input` naming what is not JSON */
  append(executionNumber: number, turn: number, entries: readonly JournalEntry[]): void {
    for (const [index, entry] of entries.entries()) {
      this.#insert.run(executionNumber, turn, encodeJournalEntry(entry, index));
    }
  }

  /** Oldest first. */
  of(executionNumber: number): readonly { readonly turn: number; readonly entry: JournalEntry }[] {
    return this.#all.all(executionNumber).map(toJournalEntry);
  }

  removeUpTo(executionNumber: number, turn: number): void {
    this.#removeUpTo.run(executionNumber, turn);
  }

  removeAfter(executionNumber: number, turn: number): void {
    this.#removeAfter.run(executionNumber, turn);
  }
}
