import { JournalEntry } from "@holdfast/core";
import type { journal } from "../schema/index.js";
import { jsonOf, storedValue } from "./stored-value.js";

export type JournalRow = Pick<typeof journal.$inferSelect, "number" | "turn" | "entry">;

/** @throws `storage_corrupt` */
export function toJournalEntry({ number, turn, entry }: JournalRow): {
  readonly turn: number;
  readonly entry: JournalEntry;
} {
  const place = { table: "journal", id: String(number) };
  return { turn, entry: storedValue(JournalEntry, place, () => jsonOf(entry)) };
}
