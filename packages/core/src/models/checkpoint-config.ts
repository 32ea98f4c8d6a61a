import { z } from "zod";
import { parse } from "./parse.js";

const positiveMs = z.int().positive();

/** What happens to the checkpoints of a completed execution. */
export const Retention = z.enum(["remove", "keep"]);
export type Retention = z.infer<typeof Retention>;

export const CheckpointConfig = z
  .object({
    /** A checkpoint is made after every Nth completed turn. Every turn is durable, whatever N is. */
    everyTurns: z.int().positive().default(1),
    heartbeatIntervalMs: positiveMs.default(30_000),
    /** How long a silent worker keeps its executions. At least twice the heartbeat interval; default three times. */
    leaseMs: positiveMs.optional(),
    /** Recovery attempts that make no progress before the fallback strategy takes over; 0 goes to it at once. */
    maxResumeAttempts: z.int().nonnegative().default(2),
    retention: Retention.default("keep"),
  })
  .strict()
  .transform((config) => ({ ...config, leaseMs: config.leaseMs ?? 3 * config.heartbeatIntervalMs }))
  .refine((config) => config.leaseMs >= 2 * config.heartbeatIntervalMs, {
    path: ["leaseMs"],
    message: "must be at least twice heartbeatIntervalMs, or one late beat loses the lease",
  })
  .readonly();
export type CheckpointConfig = z.infer<typeof CheckpointConfig>;

/**
 * Completes a config with the defaults (1 turn, 30 s, 90 s, 2 attempts, keep).
 *
 * @throws {HoldfastError} `config_invalid`, naming the field and the value.
 */
export function checkpointConfig(input: z.input<typeof CheckpointConfig> = {}): CheckpointConfig {
  return parse(CheckpointConfig, input, "checkpoint", "config_invalid");
}
