import type { CheckpointRef } from "../models/checkpoint.js";
import type { Context } from "../models/context.js";
import type { CheckpointId, ExecutionId } from "../models/ids.js";
import type { Lease } from "./execution-store.js";

/** A context as of the end of a turn, proven against the hash chain of its turns. */
export interface LoadedContext {
  readonly turn: number;
  readonly stateHash: string;
  readonly context: Context;
}

/** The readable side of the turn log. */
export interface CheckpointStore {
  checkpoint(id: CheckpointId): Promise<CheckpointRef | undefined>;
  /** Newest first. */
  checkpoints(executionId: ExecutionId): Promise<readonly CheckpointRef[]>;
  /**
   * The context at the end of `turn`; turn 0 is the empty context.
   * @throws `not_found` for a turn that is not in the log; `checkpoint_corrupt` with `details.turn`, the first bad turn.
   */
  load(executionId: ExecutionId, turn: number): Promise<LoadedContext>;
  /**
   * Sets the execution back to the end of `turn`. Later turns, their journal and checkpoints leave play; the raw turns
   * are kept aside for inspection. @throws `lease_lost`
   */
  rewind(lease: Lease, turn: number): Promise<void>;
}
