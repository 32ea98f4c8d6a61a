import { msOf, type Timestamp } from "@holdfast/core";

/** How long ago, in the largest unit that fits: `350 ms`, `12 s`, `4 min`, `3 h`, `9 d`. */
export function age(timestamp: Timestamp, nowMs: number): string {
  const ms = Math.max(0, nowMs - msOf(timestamp));
  if (ms < 1_000) return `${ms} ms`;
  if (ms < 60_000) return `${Math.floor(ms / 1_000)} s`;
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} min`;
  if (ms < 86_400_000) return `${Math.floor(ms / 3_600_000)} h`;
  return `${Math.floor(ms / 86_400_000)} d`;
}
