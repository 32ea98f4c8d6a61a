import { HoldfastError } from "../errors/holdfast-error.js";
import { isPassingStorageError } from "../errors/storage-errors.js";
import type { Failure } from "../models/failure.js";
import { wait } from "../ports/clock.js";
import type { Claim } from "../ports/execution-store.js";
import { failAndReassign } from "./fail-and-reassign.js";
import { newestGoodContext, type NewestGood } from "./newest-good-context.js";
import type { RecoveryDecision, RecoveryPorts, RecoveryStrategy } from "./recovery-strategy.js";

export interface CheckpointRecoveryOptions {
  /** Takes over when the attempts are spent or nothing can be loaded. Default: `failAndReassign()`. */
  readonly fallback?: RecoveryStrategy;
}

/**
 * Runs on from the newest good checkpoint. The attempt was counted in the claim's own transaction, before this code,
 * so a crash in here counts too.
 */
export function checkpointRecovery({ fallback = failAndReassign() }: CheckpointRecoveryOptions = {}): RecoveryStrategy {
  return {
    async recover(ports: RecoveryPorts, claim: Claim, failure: Failure): Promise<RecoveryDecision> {
      const { execution, lease } = claim;
      const { attempts } = execution;
      const { maxResumeAttempts } = ports.config;
      const { category } = failure;
      await ports.store.executions.note(lease, [
        { type: "recovery.started", category, attempt: Math.max(1, attempts), maxAttempts: maxResumeAttempts },
      ]);
      if (attempts > maxResumeAttempts) {
        const message = `${failure.message} No progress in ${maxResumeAttempts} resume attempts.`;
        return fallback.recover(ports, claim, { ...failure, message });
      }
      let good: NewestGood | undefined;
      try {
        good = await patiently(ports, () => newestGoodContext(ports, claim));
      } catch (error) {
        if (HoldfastError.is(error, "lease_lost")) throw error;
        return fallback.recover(ports, claim, storageFailure("The execution's checkpoints could not be read", error));
      }
      if (!good) return fallback.recover(ports, claim, storageFailure("No good checkpoint is left"));
      return resume(ports, claim, failure, good);
    },
  };
}

async function resume(
  ports: RecoveryPorts,
  claim: Claim,
  failure: Failure,
  good: NewestGood,
): Promise<RecoveryDecision> {
  const { loaded, checkpoint } = good;
  const { category } = failure;
  const attempt = Math.max(1, claim.execution.attempts);
  if (!checkpoint) {
    await ports.store.executions.note(claim.lease, [{ type: "recovery.no_checkpoint" }]);
    return { result: { outcome: "continued", turn: loaded.turn, category }, loaded };
  }
  const at = { checkpointId: checkpoint.id, turn: loaded.turn };
  await ports.store.executions.note(claim.lease, [
    { type: "checkpoint.loaded", ...at },
    { type: "recovery.resumed", ...at, attempt },
  ]);
  return { result: { outcome: "resumed", checkpoint, attempt, category }, loaded };
}

const loadTries = 3;
const retryDelayMs = 100;

/** Storage that fails for a moment is no reason to give an execution up. */
async function patiently<T>(ports: RecoveryPorts, load: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await load();
    } catch (error) {
      if (!isPassingStorageError(error) || tried === loadTries) throw error;
      await wait(ports.clock, retryDelayMs * 2 ** (tried - 1));
    }
  }
}

function storageFailure(what: string, cause?: unknown): Failure {
  const code = HoldfastError.is(cause) ? cause.code : cause === undefined ? "checkpoint_corrupt" : "storage_failed";
  return { category: "storage", code, message: cause instanceof Error ? `${what}: ${cause.message}` : `${what}.` };
}
