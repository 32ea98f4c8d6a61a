/** Makes ULIDs, monotonic within one process. */
export interface IdSource {
  next(): string;
}
