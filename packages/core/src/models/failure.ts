import { z } from "zod";

/**
 * Why an execution stopped.
 * - `crashed`: its worker died or froze past its lease
 * - `model`, `tool`, `agent`: the model, a tool or the agent's own code failed
 * - `storage`: a checkpoint could not be read or written
 * - `changed`: the agent's definition is not the one that started it
 */
export const FailureCategory = z.enum(["crashed", "model", "tool", "agent", "storage", "changed", "limit"]);
export type FailureCategory = z.infer<typeof FailureCategory>;

/** A failure as it is stored and shown: one sentence, no stack, no secret. */
export const Failure = z
  .object({
    category: FailureCategory,
    code: z.string().min(1),
    message: z.string(),
    /** How often it was tried again by itself, in a row. */
    retries: z.int().positive().optional(),
  })
  .readonly();
export type Failure = z.infer<typeof Failure>;
