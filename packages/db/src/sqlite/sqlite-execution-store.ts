import {
  type ChangeOptions,
  type Claim,
  type ClaimRequest,
  encodeTurn,
  type EventBody,
  type Execution,
  type ExecutionChange,
  type ExecutionFilter,
  type ExecutionId,
  type ExecutionStore,
  type Heartbeat,
  type JournalEntry,
  type JournalWrite,
  type Lease,
  noUsage,
  type ProjectId,
  turnConflict,
  type TurnCommit,
  usageOf,
  type Worker,
  type WorkerBeat,
  type WorkerId,
} from "@holdfast/core";
import { toExecution } from "../rows/execution-row.js";
import type { Claims } from "./claims.js";
import type { EventWriter } from "./event-writer.js";
import type { ExecutionChanges } from "./execution-changes.js";
import type { IdempotentWrites } from "./idempotent-writes.js";
import type { SqliteRows } from "./sqlite-rows.js";
import type { StoreDatabase } from "./store-database.js";

export interface ExecutionStoreParts {
  readonly database: StoreDatabase;
  readonly rows: SqliteRows;
  readonly events: EventWriter;
  readonly claims: Claims;
  readonly changes: ExecutionChanges;
  readonly writes: IdempotentWrites;
}

/** Executions, leases and journals on SQLite. */
export class SqliteExecutionStore implements ExecutionStore {
  constructor(private readonly parts: ExecutionStoreParts) {}

  execution(id: ExecutionId): Promise<Execution | undefined> {
    const { rows } = this.parts;
    return this.#read(() => {
      const row = rows.executions.byId(id);
      return row && toExecution(row);
    });
  }

  executions(filter: ExecutionFilter = {}): Promise<readonly Execution[]> {
    return this.#read(() => this.parts.rows.executions.list(filter));
  }

  beat(beat: WorkerBeat): Promise<{ readonly revocations: number }> {
    return this.#write(() => ({ revocations: this.parts.rows.workers.beat(beat) }));
  }

  held(workerId: WorkerId): Promise<readonly Lease[]> {
    return this.#read(() => this.parts.rows.workers.leases(workerId));
  }

  retire(workerId: WorkerId): Promise<void> {
    return this.#write(() => this.parts.rows.workers.retire(workerId));
  }

  holder(id: ExecutionId): Promise<Worker | undefined> {
    return this.#read(() => this.parts.rows.workers.holder(id));
  }

  heartbeats(projectId?: ProjectId): Promise<readonly Heartbeat[]> {
    return this.#read(() => this.parts.rows.workers.heartbeats(projectId));
  }

  claim(request: ClaimRequest): Promise<readonly Claim[]> {
    return this.parts.claims.claim(request);
  }

  journal(id: ExecutionId): Promise<readonly { readonly turn: number; readonly entry: JournalEntry }[]> {
    const { rows } = this.parts;
    return this.#read(() => {
      const row = rows.executions.byId(id);
      return row ? rows.journal.of(row.number) : [];
    });
  }

  record(lease: Lease, { turn, entries, events }: JournalWrite): Promise<void> {
    const { rows } = this.parts;
    return this.#write(() => {
      const head = rows.fenced.held(lease);
      if (turn <= head.turn) throw turnConflict(lease.executionId, turn, head.turn);
      rows.fenced.addUsage(lease, head, usageOf(entries));
      rows.journal.append(head.number, turn, entries);
      this.parts.events.append(head.projectNumber, head.number, events);
    });
  }

  commitTurn(lease: Lease, commit: TurnCommit): Promise<void> {
    return this.#write(() => this.#commitTurn(lease, commit));
  }

  setFingerprint(lease: Lease, fingerprint: string): Promise<void> {
    const { fenced } = this.parts.rows;
    return this.#write(() => fenced.setFingerprint(lease, fenced.held(lease), fingerprint));
  }

  change(id: ExecutionId, change: ExecutionChange, options: ChangeOptions = {}): Promise<Execution> {
    const { changes, writes } = this.parts;
    return writes.once("change", { id, change }, options, () => changes.change(id, change, options));
  }

  note(lease: Lease, events: readonly EventBody[]): Promise<void> {
    const { fenced } = this.parts.rows;
    return this.#write(() => {
      const head = fenced.held(lease);
      fenced.addUsage(lease, head, noUsage);
      this.parts.events.append(head.projectNumber, head.number, events);
    });
  }

  #commitTurn(lease: Lease, commit: TurnCommit): void {
    const { rows, events, database } = this.parts;
    const head = rows.fenced.held(lease);
    const { turn, checkpointId, activeMs, entries } = commit;
    if (turn !== head.turn + 1) throw turnConflict(lease.executionId, turn, head.turn);
    const row = encodeTurn(commit, head.lastHash.toString("hex"));
    const hash = Buffer.from(row.hash, "hex");
    const atMs = database.clock.now();
    rows.fenced.progress(lease, head, { turn, hash, atMs, activeMs, usage: usageOf(entries) });
    rows.turns.insert(head.number, row, hash);
    rows.journal.removeUpTo(head.number, turn);
    if (checkpointId) rows.checkpoints.insert(checkpointId, head.number, turn, hash, atMs);
    events.append(head.projectNumber, head.number, commit.events);
  }

  #read<T>(work: () => T): Promise<T> {
    return this.parts.database.transactions.read(work);
  }

  #write<T>(work: () => T): Promise<T> {
    return this.parts.database.transactions.write(work);
  }
}
