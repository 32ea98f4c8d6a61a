import type { Clock, IdSource } from "@holdfast/core";
import { systemClock, ulidSource } from "@holdfast/db";

/** Time and ids of the machine that a command runs on. */
export interface Machine {
  readonly clock: Clock;
  readonly ids: IdSource;
}

export function thisMachine(): Machine {
  const clock = systemClock();
  return { clock, ids: ulidSource(clock) };
}
