/** How a heartbeat's age is to be read: `late` has missed a beat, `stale` has used up its lease. */
export type Freshness = "fresh" | "late" | "stale";

/** Room for a beat that is on its way. */
const graceMs = 1_000;

/** A lease lasts three beats by default; see core's CheckpointConfig. */
const beatsPerLease = 3;

export function freshnessOf(ageMs: number, intervalMs: number): Freshness {
  if (ageMs > intervalMs * beatsPerLease + graceMs) return "stale";
  return ageMs > intervalMs * 1.5 + graceMs ? "late" : "fresh";
}
