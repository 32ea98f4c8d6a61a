import { z } from "zod";

/**
 * The bounds of one execution. They are stored with it, so a resumed run has those of the first run, and what was
 * used before a crash counts.
 */
export const RunSettings = z
  .object({
    maxTurns: z.int().positive().nullable().default(null),
    /** Time spent running, all attempts together, pauses and downtime excluded. */
    timeoutMs: z.int().positive().nullable().default(null),
    maxTokens: z.int().positive().nullable().default(null),
    maxCostMicroUsd: z.int().positive().nullable().default(null),
    /** `supervised`: a person confirms each call with external effects before it runs. */
    autonomy: z.enum(["full", "supervised"]).default("full"),
  })
  .strict()
  .readonly();
export type RunSettings = z.infer<typeof RunSettings>;
