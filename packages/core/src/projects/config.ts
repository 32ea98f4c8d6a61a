import { z } from "zod";
import type { AgentDefinition } from "../engine/agent-definition.js";
import { checkpointConfig, type CheckpointConfig } from "../models/checkpoint-config.js";
import { Name } from "../models/ids.js";
import { parse } from "../models/parse.js";

/** What a project's `holdfast.config.ts` exports. */
export interface HoldfastConfig {
  readonly agents: readonly AgentDefinition[];
  readonly checkpoint?: z.input<typeof CheckpointConfig> | undefined;
  /** Executions that a worker runs at a time. Default 16. */
  readonly concurrency?: number | undefined;
}

export interface ResolvedConfig {
  readonly agents: readonly AgentDefinition[];
  readonly checkpoint: CheckpointConfig;
  readonly concurrency: number;
}

/** Types a config for the editor; returns it as it is. */
export function defineConfig(config: HoldfastConfig): HoldfastConfig {
  return config;
}

const Definition = z.custom<AgentDefinition>(
  (value) => typeof (value as AgentDefinition | null)?.run === "function",
  "must be an agent: an object with a run function",
);
const Shape = z.strictObject({
  agents: z
    .array(Definition.and(z.looseObject({ name: Name })))
    .refine(
      (agents) => new Set(agents.map(({ name }) => name)).size === agents.length,
      "must not name two agents alike",
    ),
  checkpoint: z.unknown().optional(),
  concurrency: z.int().positive().default(16),
});

/** @throws `config_invalid`, naming the field and the value */
export function resolveConfig(config: unknown): ResolvedConfig {
  const { agents, checkpoint, concurrency } = parse(Shape, config, "config", "config_invalid");
  return { agents, checkpoint: checkpointConfig(checkpoint as z.input<typeof CheckpointConfig>), concurrency };
}
