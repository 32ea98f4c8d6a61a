import type { Clock } from "@holdfast/core";

export const realClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  bootId: "this-boot",
  schedule(ms, callback) {
    const timer = setTimeout(callback, ms);
    return { cancel: () => clearTimeout(timer) };
  },
};
