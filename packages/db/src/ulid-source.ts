import type { Clock, IdSource } from "@holdfast/core";
import { monotonicFactory } from "ulid";

/** ULIDs that rise within this process even when the wall clock goes back. */
export function ulidSource(clock: Pick<Clock, "now">): IdSource {
  const next = monotonicFactory();
  return { next: () => next(clock.now()) };
}
