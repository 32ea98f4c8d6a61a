import { encodeTime } from "ulid";
import type { IdSource } from "../ports/id-source.js";

/** ULIDs that are the same in every run and rise by one. @param ms the instant they are stamped with. */
export function testIds(ms: number = Date.UTC(2026, 0, 1)): IdSource {
  const stamp = encodeTime(ms);
  let count = 0;
  return {
    next() {
      count += 1;
      // Counts to 32 in Crockford's alphabet, as ULIDs do; its digits sort like the numbers.
      return stamp + encodeTime(count, 16);
    },
  };
}
