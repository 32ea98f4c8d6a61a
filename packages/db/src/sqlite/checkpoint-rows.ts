import type { CheckpointId, CheckpointRef, ExecutionId } from "@holdfast/core";
import type { Statement } from "better-sqlite3";
import { desc, eq, getTableColumns } from "drizzle-orm";
import { toCheckpoint } from "../rows/checkpoint-row.js";
import { agents, checkpoints, executions, tasks } from "../schema/index.js";
import type { StoreDatabase } from "./store-database.js";

export class CheckpointRows {
  readonly #insert: Statement<
    [id: string, executionNumber: number, turn: number, stateHash: Buffer, createdAtMs: number]
  >;
  readonly #removeAfter: Statement<[executionNumber: number, turn: number]>;

  constructor(private readonly database: StoreDatabase) {
    const { sqlite } = database;
    this.#insert = sqlite.prepare(
      "INSERT INTO checkpoints (id, execution_number, turn, state_hash, created_at_ms) VALUES (?, ?, ?, ?, ?)",
    );
    this.#removeAfter = sqlite.prepare("DELETE FROM checkpoints WHERE execution_number = ? AND turn > ?");
  }

  insert(id: CheckpointId, executionNumber: number, turn: number, stateHash: Buffer, createdAtMs: number): void {
    this.#insert.run(id, executionNumber, turn, stateHash, createdAtMs);
  }

  byId(id: CheckpointId): CheckpointRef | undefined {
    const row = this.#select().where(eq(checkpoints.id, id)).get();
    return row && toCheckpoint(row);
  }

  /** Newest first. */
  of(executionId: ExecutionId): readonly CheckpointRef[] {
    const query = this.#select().where(eq(executions.id, executionId)).orderBy(desc(checkpoints.turn));
    // A pointer that cannot be read takes nothing from the turns: the others still lead to them.
    return query.all().flatMap((row) => this.database.unreadable.skip(() => toCheckpoint(row)) ?? []);
  }

  /** Answers how many there were. */
  removeAfter(executionNumber: number, turn: number): number {
    return this.#removeAfter.run(executionNumber, turn).changes;
  }

  #select() {
    return this.database.orm
      .select({ ...getTableColumns(checkpoints), executionId: executions.id, agentId: agents.id, taskId: tasks.id })
      .from(checkpoints)
      .innerJoin(executions, eq(executions.number, checkpoints.executionNumber))
      .innerJoin(agents, eq(agents.number, executions.agentNumber))
      .innerJoin(tasks, eq(tasks.number, executions.taskNumber));
  }
}
