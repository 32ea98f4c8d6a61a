import { z } from "zod";

const bound = z.int().positive().nullable();
/** `supervised`: a person confirms each call with external effects before it runs. */
const autonomy = z.enum(["full", "supervised"]);

/**
 * The bounds of one execution. They are stored with it, so a resumed run has those of the first run, and what was
 * used before a crash counts.
 */
export const RunSettings = z
  .object({
    maxTurns: bound.default(null),
    /** Time spent running, all attempts together, pauses and downtime excluded. */
    timeoutMs: bound.default(null),
    maxTokens: bound.default(null),
    maxCostMicroUsd: bound.default(null),
    autonomy: autonomy.default("full"),
  })
  .strict()
  .readonly();
export type RunSettings = z.infer<typeof RunSettings>;

/** Bounds to change: null lifts one; those that are left out stay as they are. */
export const RunSettingsChange = z
  .object({
    maxTurns: bound.exactOptional(),
    timeoutMs: bound.exactOptional(),
    maxTokens: bound.exactOptional(),
    maxCostMicroUsd: bound.exactOptional(),
    autonomy: autonomy.exactOptional(),
  })
  .strict()
  .readonly();
export type RunSettingsChange = z.infer<typeof RunSettingsChange>;
