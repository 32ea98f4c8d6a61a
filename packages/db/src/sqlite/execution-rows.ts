import { type Execution, type ExecutionFilter, type ExecutionId, msOf, rootHash } from "@holdfast/core";
import { and, desc, eq, getTableColumns, inArray, lt, type SQL, sql } from "drizzle-orm";
import { type ExecutionRow, statusColumns, toExecution } from "../rows/execution-row.js";
import { agents, executions, projects, tasks, workers } from "../schema/index.js";
import { referredRow } from "../rows/stored-value.js";
import type { StoreDatabase } from "./store-database.js";

const defaultLimit = 1_000;

/** Executions as they are read whole, and created. What writes to an existing one is `FencedWrites`. */
export class ExecutionRows {
  readonly #byId;
  readonly #byNumber;

  constructor(private readonly database: StoreDatabase) {
    this.#byId = this.#select()
      .where(eq(executions.id, sql.placeholder("id")))
      .prepare();
    this.#byNumber = this.#select()
      .where(eq(executions.number, sql.placeholder("number")))
      .prepare();
  }

  byId(id: ExecutionId): ExecutionRow | undefined {
    return this.#byId.get({ id });
  }

  /** An execution that other rows refer to: it is there. */
  referred(number: number): ExecutionRow {
    return referredRow(this.#byNumber.get({ number }), "executions", number);
  }

  /** Newest first; without those that cannot be read. */
  list({ projectId, taskId, status, agentNames, limit = defaultLimit }: ExecutionFilter): readonly Execution[] {
    const wanted: (SQL | undefined)[] = [
      projectId && eq(projects.id, projectId),
      taskId && eq(tasks.id, taskId),
      status && eq(executions.status, status),
      agentNames && inArray(agents.name, [...agentNames]),
    ];
    const found: Execution[] = [];
    for (let before: SQL | undefined; found.length < limit;) {
      const rows = this.#select()
        .where(and(...wanted, before))
        .orderBy(desc(executions.number))
        .limit(limit - found.length)
        .all();
      const last = rows.at(-1);
      if (!last) break;
      found.push(...rows.flatMap((row) => this.database.unreadable.skip(() => toExecution(row)) ?? []));
      before = lt(executions.number, last.number);
    }
    return found;
  }

  insert(
    execution: Execution,
    refers: { readonly projectNumber: number; readonly agentNumber: number; readonly taskNumber: number },
  ): number {
    const createdAtMs = msOf(execution.createdAt);
    const row = {
      id: execution.id,
      ...refers,
      ...statusColumns(execution, createdAtMs),
      lastHash: rootHash,
      createdAtMs,
    };
    return Number(this.database.orm.insert(executions).values(row).run().lastInsertRowid);
  }

  #select() {
    return this.database.orm
      .select({
        ...getTableColumns(executions),
        projectId: projects.id,
        agentId: agents.id,
        agentName: agents.name,
        taskId: tasks.id,
        workerId: workers.id,
      })
      .from(executions)
      .innerJoin(projects, eq(projects.number, executions.projectNumber))
      .innerJoin(agents, eq(agents.number, executions.agentNumber))
      .innerJoin(tasks, eq(tasks.number, executions.taskNumber))
      .leftJoin(workers, eq(workers.number, executions.workerNumber));
  }
}
