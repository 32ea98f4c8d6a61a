import type { CheckpointConfig } from "../models/checkpoint-config.js";
import type { RecoveryResult } from "../models/recovery-result.js";
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

/** What a strategy decided, and the context to run on from when the execution goes on. */
export interface RecoveryDecision {
  readonly result: RecoveryResult;
  readonly loaded: LoadedContext | null;
}

/** Decides what becomes of an execution whose last run failed. The claim is held while it decides. */
export interface RecoveryStrategy {
  recover(ports: RecoveryPorts, claim: Claim, failure: Failure): Promise<RecoveryDecision>;
}
