import type { Clock } from "@holdfast/core";

/** Real time that knows how many of its timers are still to come. */
export interface CountingClock extends Clock {
  readonly pending: number;
}

export function countingClock(): CountingClock {
  const timers = new Set<NodeJS.Timeout>();
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    bootId: "this-boot",
    get pending() {
      return timers.size;
    },
    schedule(ms, callback) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        callback();
      }, ms);
      timers.add(timer);
      return {
        cancel() {
          clearTimeout(timer);
          timers.delete(timer);
        },
      };
    },
  };
}
