import {
  type CheckpointId,
  type CheckpointRef,
  type CheckpointStore,
  emptyContext,
  type ExecutionId,
  type Lease,
  type LoadedContext,
  provenContext,
  rootHash,
  turnNotFound,
} from "@holdfast/core";
import type { EventWriter } from "./event-writer.js";
import type { SqliteRows } from "./sqlite-rows.js";
import type { StoreDatabase } from "./store-database.js";

/** Checkpoints and the turn log they point into, on SQLite. */
export class SqliteCheckpointStore implements CheckpointStore {
  constructor(
    private readonly database: StoreDatabase,
    private readonly rows: SqliteRows,
    private readonly events: EventWriter,
  ) {}

  checkpoint(id: CheckpointId): Promise<CheckpointRef | undefined> {
    return this.database.transactions.read(() => this.rows.checkpoints.byId(id));
  }

  checkpoints(executionId: ExecutionId): Promise<readonly CheckpointRef[]> {
    return this.database.transactions.read(() => this.rows.checkpoints.of(executionId));
  }

  load(executionId: ExecutionId, turn: number): Promise<LoadedContext> {
    return this.database.transactions.read(() => {
      const head = this.rows.fenced.head(executionId);
      if (turn === 0) return { turn, stateHash: rootHash, context: emptyContext };
      if (turn < head.oldestTurn || turn > head.turn) throw turnNotFound(executionId, turn);
      const first = this.rows.turns.lastReset(head.number, turn) ?? head.oldestTurn;
      return provenContext(this.rows.turns.between(head.number, first, turn), first, turn);
    });
  }

  rewind(lease: Lease, turn: number): Promise<void> {
    return this.database.transactions.write(() => {
      const head = this.rows.fenced.held(lease);
      const { number, projectNumber } = head;
      if (turn < head.oldestTurn - 1 || turn > head.turn) throw turnNotFound(lease.executionId, turn);
      this.rows.fenced.rewind(lease, head, turn, this.#hashOf(lease, number, turn));
      this.rows.turns.quarantineAfter(number, turn, this.database.clock.now());
      this.rows.journal.removeAfter(number, turn);
      const count = this.rows.checkpoints.removeAfter(number, turn);
      if (count > 0)
        this.events.append(projectNumber, number, [{ type: "checkpoint.deleted", count, reason: "rewound" }]);
    });
  }

  /** The hash that a turn after `turn` is chained to. */
  #hashOf({ executionId }: Lease, executionNumber: number, turn: number): string {
    if (turn === 0) return rootHash;
    const [row] = this.rows.turns.between(executionNumber, turn, turn);
    if (!row) throw turnNotFound(executionId, turn);
    return row.hash;
  }
}
