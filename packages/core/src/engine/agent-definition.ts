import { createHash } from "node:crypto";
import type { Json, JsonObject } from "../models/json.js";
import type { RecoveryStrategy } from "../recovery/recovery-strategy.js";
import type { Run } from "./run.js";

/** What an agent does: code, registered in a worker under the agent's name. */
export interface AgentDefinition {
  readonly name: string;
  /** Changes when the agent, its tools or its model change; stored with each execution. Default: the name's hash. */
  readonly fingerprint?: string | undefined;
  /** What a resumed execution does when the fingerprint is not the one it was started with. Default: `report` it to the agent. */
  readonly onChange?: "report" | "refuse" | undefined;
  /** Default: from the newest good checkpoint, then fail and reassign. */
  readonly recovery?: RecoveryStrategy | undefined;
  /** Set for a loop that cannot be checkpointed: the reason, told once when it starts. */
  readonly notCheckpointable?: string | undefined;
  /** How a notice of the runtime is put into the conversation. Default: a user message. */
  readonly notice?: ((text: string) => JsonObject) | undefined;
  /** Does the task; its value is the task's result. */
  readonly run: (run: Run) => Promise<Json | void>;
}

/** Declares a hand-written agent. */
export function defineAgent(definition: AgentDefinition): AgentDefinition {
  return definition;
}

export function fingerprintOf(definition: AgentDefinition): string {
  return definition.fingerprint ?? createHash("sha256").update(definition.name).digest("hex").slice(0, 16);
}

export function noticeMessage(definition: AgentDefinition, text: string): JsonObject {
  return definition.notice?.(text) ?? { role: "user", content: text };
}
