import { z } from "zod";
import { CheckpointRef } from "./checkpoint.js";
import { FailureCategory } from "./failure.js";

const attempt = z.int().positive();

/**
 * What a recovery strategy decided. Checkpoint and attempt come together or not at all:
 * - `resumed`: run on from the checkpoint
 * - `continued`: no checkpoint was made yet; run on from the last completed turn (0: the beginning) and its journal
 * - `fell_back`: the fallback strategy took the task over
 */
export const RecoveryResult = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("resumed"), checkpoint: CheckpointRef, attempt, category: FailureCategory }).readonly(),
  z.object({ outcome: z.literal("continued"), turn: z.int().nonnegative(), category: FailureCategory }).readonly(),
  z
    .object({ outcome: z.literal("fell_back"), category: FailureCategory, reason: z.string(), reassigned: z.boolean() })
    .readonly(),
]);
export type RecoveryResult = z.infer<typeof RecoveryResult>;

/** Whether the execution goes on. */
export function canResume(result: RecoveryResult): boolean {
  return result.outcome !== "fell_back";
}
