import { HoldfastError } from "../errors/holdfast-error.js";
import type { CheckpointRef } from "../models/checkpoint.js";
import type { EventBody } from "../models/event.js";
import type { LoadedContext } from "../ports/checkpoint-store.js";
import type { Claim } from "../ports/execution-store.js";
import type { RecoveryPorts } from "./recovery-strategy.js";

export interface NewestGood {
  readonly loaded: LoadedContext;
  /** The newest checkpoint at or before the loaded turn; undefined when none was made yet. */
  readonly checkpoint: CheckpointRef | undefined;
  /** Turns that were completed once and are lost to corruption. */
  readonly lostTurns: number;
}

/**
 * The newest context that proves itself: the last completed turn or, when the log is corrupt, the last one before the
 * damage, to which the execution is set back. Undefined when there were turns and none is left.
 *
 * @throws `lease_lost`, and what the storage throws when it cannot be read.
 */
export async function newestGoodContext(ports: RecoveryPorts, claim: Claim): Promise<NewestGood | undefined> {
  const { store, log } = ports;
  const { id, turn: head } = claim.execution;
  const checkpoints = await store.checkpoints.checkpoints(id);
  // Every turn before the first bad one is proven by the same chain, whether a checkpoint points to it or not.
  for (let turn = head; turn > 0 || turn === head;) {
    try {
      const loaded = await store.checkpoints.load(id, turn);
      if (turn < head) await store.checkpoints.rewind(claim.lease, turn);
      return { loaded, checkpoint: checkpoints.find((checkpoint) => checkpoint.turn <= turn), lostTurns: head - turn };
    } catch (error) {
      if (!HoldfastError.is(error, "checkpoint_corrupt", "not_found")) throw error;
      const firstBad = typeof error.details.turn === "number" ? Math.min(error.details.turn, turn) : turn;
      log.error({ err: error, executionId: id, turn }, "checkpoint is corrupt; trying the newest good turn before it");
      await store.executions.note(claim.lease, [loadFailed(error, turn, checkpoints)]);
      turn = firstBad - 1;
    }
  }
  return undefined;
}

function loadFailed(error: HoldfastError, turn: number, checkpoints: readonly CheckpointRef[]): EventBody {
  const checkpointId = checkpoints.find((checkpoint) => checkpoint.turn === turn)?.id ?? null;
  return { type: "checkpoint.load_failed", checkpointId, turn, code: error.code, message: error.message };
}
