import { HoldfastError, type Log } from "@holdfast/core";

/** Lists and claims go on without a row that does not stand for a valid value; the log tells of each such row once. */
export class UnreadableRows {
  readonly #told = new Set<string>();

  constructor(private readonly log: Log) {}

  /** What `read` answers; undefined when it throws `storage_corrupt` for a row. */
  skip<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!HoldfastError.is(error, "storage_corrupt")) throw error;
      if (!this.#told.has(error.message)) this.log.warn({ err: error, ...error.details }, "skipped an unreadable row");
      this.#told.add(error.message);
      return undefined;
    }
  }
}
