import { HoldfastError } from "../errors/holdfast-error.js";
import { isPassingStorageError } from "../errors/storage-errors.js";
import type { TurnJournal } from "../journal/turn-journal.js";
import type { EventBody } from "../models/event.js";
import type { CheckpointId } from "../models/ids.js";
import type { Lease } from "../ports/execution-store.js";
import type { EnginePorts } from "./engine-ports.js";
import type { PendingTurn } from "./run-state.js";

/**
 * Commits completed turns in order. A turn that cannot be written does not stop the agent: its journal stays, and it is
 * written with the next one.
 */
export class TurnCommitter {
  #pending: PendingTurn[] = [];
  #failures = 0;

  constructor(
    private readonly ports: EnginePorts,
    private readonly lease: Lease,
    private readonly journal: TurnJournal,
    private readonly activeMs: () => number,
  ) {}

  /** @throws `lease_lost`, and whatever is not a passing failure of the storage: that is nobody's to swallow. */
  async complete(turn: PendingTurn): Promise<void> {
    // An agent that caught an error of this method may complete the same turn again.
    this.#pending = [...this.#pending.filter((other) => other.turn !== turn.turn), turn];
    try {
      await this.flush();
    } catch (error) {
      if (!isPassingStorageError(error)) throw error;
      await this.#tellFailure(turn.turn, error);
    }
  }

  /** Writes the turns that earlier failures left in the journal. @throws what the store throws. */
  async flush(): Promise<void> {
    for (let turn = this.#pending[0]; turn; turn = this.#pending[0]) {
      await this.#commit(turn);
      this.#pending.shift();
      this.journal.forget(turn.turn);
    }
    this.#failures = 0;
  }

  async #commit({ events: notices, ...completed }: PendingTurn): Promise<void> {
    const { turn } = completed;
    const { config, ids, store } = this.ports;
    const checkpointId = turn % config.everyTurns === 0 ? (ids.next() as CheckpointId) : null;
    const marked: EventBody = checkpointId
      ? { type: "checkpoint.saved", checkpointId, turn }
      : { type: "checkpoint.skipped", turn, everyTurns: config.everyTurns };
    const events = [...notices, { type: "turn.committed" as const, turn }, marked];
    const commit = { ...completed, entries: [], activeMs: this.activeMs(), checkpointId, events };
    try {
      await store.executions.commitTurn(this.lease, commit);
    } catch (error) {
      if (!HoldfastError.is(error, "conflict") || !(await this.#isCommitted(turn))) throw error;
    }
  }

  /** Whether an earlier try that was reported as failed was written after all. Only this run can have written it. */
  async #isCommitted(turn: number): Promise<boolean> {
    if (this.#failures === 0) return false;
    const head = await this.ports.store.executions.execution(this.lease.executionId);
    return head !== undefined && head.turn >= turn;
  }

  async #tellFailure(turn: number, error: HoldfastError): Promise<void> {
    this.#failures += 1;
    const { log, store } = this.ports;
    const { executionId } = this.lease;
    log.error(
      { err: error, executionId, turn, failures: this.#failures },
      "checkpoint not saved; the next turn tries again",
    );
    const failed = { type: "checkpoint.save_failed" as const, turn, code: error.code, failures: this.#failures };
    await store.executions.note(this.lease, [failed]).catch((cause: unknown) => {
      if (!isPassingStorageError(cause)) throw cause;
    });
  }
}
