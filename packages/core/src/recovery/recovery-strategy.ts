import type { CheckpointConfig } from "../models/checkpoint-config.js";
import type { RecoveryResult } from "../models/recovery-result.js";
import type { AgentId } from "../models/ids.js";
import type { LoadedContext } from "../ports/checkpoint-store.js";
import type { Clock } from "../ports/clock.js";
import type { Claim } from "../ports/execution-store.js";
import type { Log } from "../ports/log.js";
import type { Store } from "../ports/store.js";
import type { Failure } from "../models/failure.js";

export interface RecoveryPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly config: CheckpointConfig;
}

/** Run on from a context, or give the execution up: then the engine marks its task failed, or hands it on. */
export type RecoveryDecision =
  | { readonly result: Exclude<RecoveryResult, { outcome: "fell_back" }>; readonly loaded: LoadedContext }
  | {
      readonly result: Extract<RecoveryResult, { outcome: "fell_back" }>;
      readonly failure: Failure;
      /** Who gets the task as a new execution. */
      readonly reassignTo?: AgentId | undefined;
      /** Keep what the execution stored, for a person to look at; default: it is removed. */
      readonly keep?: boolean | undefined;
    };

/**
 * Decides what becomes of an execution whose last run failed. The claim is held while it decides; it writes nothing to
 * the execution but notes.
 */
export interface RecoveryStrategy {
  recover(ports: RecoveryPorts, claim: Claim, failure: Failure): Promise<RecoveryDecision>;
}
