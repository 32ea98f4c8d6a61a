import { z } from "zod";

/** An instant as ISO-8601 UTC with milliseconds and Z, e.g. `2026-01-31T09:30:00.000Z`. Sorts as text. */
export const Timestamp = z.iso.datetime({ precision: 3 }).brand<"Timestamp">();
export type Timestamp = z.infer<typeof Timestamp>;

/** @param ms milliseconds since the Unix epoch. */
export function timestampOf(ms: number): Timestamp {
  return new Date(ms).toISOString() as Timestamp;
}

/** Milliseconds since the Unix epoch. */
export function msOf(timestamp: Timestamp): number {
  return Date.parse(timestamp);
}
