import type { EventMessage } from "./present-rows.js";

const pageSize = 200;

/**
 * The newest events, held once for all watchers: each reads on from its own place, so one that is slow costs no more
 * than one that is fast.
 */
export class RecentEvents {
  readonly #limit: number;
  #messages: EventMessage[] = [];
  /** The number of the newest event that is not held any more. */
  #forgotten: number;

  /** @param forgotten events with a greater number will be appended. @param limit how many are held at least. */
  constructor(forgotten: number, limit: number) {
    this.#forgotten = forgotten;
    this.#limit = limit;
  }

  get last(): number {
    return this.#messages.at(-1)?.event.seq ?? this.#forgotten;
  }

  append(messages: readonly EventMessage[]): void {
    this.#messages.push(...messages);
    // Twice the limit, so that the array is not moved for every event.
    if (this.#messages.length > 2 * this.#limit) {
      const dropped = this.#messages.splice(0, this.#messages.length - this.#limit);
      this.#forgotten = dropped.at(-1)?.event.seq ?? this.#forgotten;
    }
  }

  /** The next events after a number; undefined when some of them are not held any more. */
  after(seq: number): readonly EventMessage[] | undefined {
    if (seq < this.#forgotten) return undefined;
    let from = 0;
    let to = this.#messages.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((this.#messages[middle]?.event.seq ?? 0) <= seq) from = middle + 1;
      else to = middle;
    }
    return this.#messages.slice(from, from + pageSize);
  }
}
