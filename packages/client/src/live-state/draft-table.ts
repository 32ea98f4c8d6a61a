import { sameJson } from "./same-json.js";

/** A table that is copied at its first real change: what is set to the same content keeps its identity. */
export class DraftTable<Key, Row> {
  #rows: ReadonlyMap<Key, Row>;
  #copy: Map<Key, Row> | undefined;

  constructor(rows: ReadonlyMap<Key, Row>) {
    this.#rows = rows;
  }

  get rows(): ReadonlyMap<Key, Row> {
    return this.#copy ?? this.#rows;
  }

  set(key: Key, row: Row): void {
    const present = this.rows.get(key);
    if (present !== undefined && sameJson(present, row)) return;
    this.#writable().set(key, row);
  }

  delete(key: Key): void {
    if (this.rows.has(key)) this.#writable().delete(key);
  }

  /** Replaces the whole table; rows of the same content keep their identity, and so does a table of the same rows. */
  replace(entries: Iterable<readonly [Key, Row]>): void {
    const next = new Map<Key, Row>();
    for (const [key, row] of entries) {
      const present = this.rows.get(key);
      next.set(key, present !== undefined && sameJson(present, row) ? present : row);
    }
    const same = next.size === this.rows.size && [...next].every(([key, row]) => this.rows.get(key) === row);
    if (!same) this.#copy = next;
  }

  #writable(): Map<Key, Row> {
    return (this.#copy ??= new Map(this.#rows));
  }
}
