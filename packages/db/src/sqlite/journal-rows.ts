import { encodeJournalEntry, type JournalEntry } from "@holdfast/core";
import { and, asc, eq, gt, lte, sql } from "drizzle-orm";
import { toJournalEntry } from "../rows/journal-row.js";
import { journal } from "../schema/index.js";
import type { StoreDatabase } from "./store-database.js";

export class JournalRows {
  readonly #insert;
  readonly #all;
  readonly #removeUpTo;
  readonly #removeAfter;

  constructor({ orm }: StoreDatabase) {
    const ofExecution = eq(journal.executionNumber, sql.placeholder("executionNumber"));
    this.#insert = orm
      .insert(journal)
      .values({
        executionNumber: sql.placeholder("executionNumber"),
        turn: sql.placeholder("turn"),
        entry: sql.placeholder("entry"),
      })
      .prepare();
    this.#all = orm.select().from(journal).where(ofExecution).orderBy(asc(journal.turn), asc(journal.number)).prepare();
    this.#removeUpTo = orm
      .delete(journal)
      .where(and(ofExecution, lte(journal.turn, sql.placeholder("turn"))))
      .prepare();
    this.#removeAfter = orm
      .delete(journal)
      .where(and(ofExecution, gt(journal.turn, sql.placeholder("turn"))))
      .prepare();
  }

  /** @throws `invalid_input` naming what is not JSON */
  append(executionNumber: number, turn: number, entries: readonly JournalEntry[]): void {
    for (const [index, entry] of entries.entries()) {
      this.#insert.run({ executionNumber, turn, entry: encodeJournalEntry(entry, index) });
    }
  }

  /** Oldest first. */
  of(executionNumber: number) {
    return this.#all.all({ executionNumber }).map(toJournalEntry);
  }

  removeUpTo(executionNumber: number, turn: number): void {
    this.#removeUpTo.run({ executionNumber, turn });
  }

  removeAfter(executionNumber: number, turn: number): void {
    this.#removeAfter.run({ executionNumber, turn });
  }
}
