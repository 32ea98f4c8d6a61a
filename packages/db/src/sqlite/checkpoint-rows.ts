import type { CheckpointId, CheckpointRef, ExecutionId } from "@holdfast/core";
import { and, desc, eq, getTableColumns, gt, sql } from "drizzle-orm";
import { toCheckpoint } from "../rows/checkpoint-row.js";
import { agents, checkpoints, executions, tasks } from "../schema/index.js";
import type { StoreDatabase } from "./store-database.js";

export interface NewCheckpoint {
  readonly id: CheckpointId;
  readonly executionNumber: number;
  readonly turn: number;
  readonly stateHash: string;
  readonly createdAtMs: number;
}

export class CheckpointRows {
  readonly #insert;
  readonly #byId;
  readonly #ofExecution;
  readonly #removeAfter;

  constructor(private readonly database: StoreDatabase) {
    const { orm } = database;
    const value = (name: string) => sql.placeholder(name);
    this.#insert = orm
      .insert(checkpoints)
      .values({
        id: value("id"),
        executionNumber: value("executionNumber"),
        turn: value("turn"),
        stateHash: value("stateHash"),
        createdAtMs: value("createdAtMs"),
      })
      .prepare();
    this.#byId = this.#select()
      .where(eq(checkpoints.id, value("id")))
      .prepare();
    this.#ofExecution = this.#select()
      .where(eq(executions.id, value("executionId")))
      .orderBy(desc(checkpoints.turn))
      .prepare();
    this.#removeAfter = orm
      .delete(checkpoints)
      .where(and(eq(checkpoints.executionNumber, value("executionNumber")), gt(checkpoints.turn, value("turn"))))
      .prepare();
  }

  insert(checkpoint: NewCheckpoint): void {
    this.#insert.run({ ...checkpoint });
  }

  byId(id: CheckpointId): CheckpointRef | undefined {
    const row = this.#byId.get({ id });
    return row && toCheckpoint(row);
  }

  /** Newest first. */
  of(executionId: ExecutionId): readonly CheckpointRef[] {
    return this.#ofExecution.all({ executionId }).map(toCheckpoint);
  }

  /** Answers how many there were. */
  removeAfter(executionNumber: number, turn: number): number {
    return this.#removeAfter.run({ executionNumber, turn }).changes;
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
