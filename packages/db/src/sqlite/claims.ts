import {
  changeEvents,
  changeExecution,
  changeRefused,
  type Claim,
  type ClaimRequest,
  type Execution,
  isRefused,
  notFound,
  type Project,
  type Task,
  type Worker,
} from "@holdfast/core";
import { and, eq } from "drizzle-orm";
import { type ExecutionRow, statusColumns, toExecution } from "../rows/execution-row.js";
import { executions } from "../schema/index.js";
import type { Claimable } from "./claimable.js";
import type { EventWriter } from "./event-writer.js";
import type { SqliteRows } from "./sqlite-rows.js";
import type { StoreDatabase } from "./store-database.js";

interface Candidate {
  readonly row: ExecutionRow;
  readonly before: Execution;
  readonly task: Task;
  readonly project: Project;
  /** Who runs it, as far as the store knows. */
  readonly worker: Worker | undefined;
}

/** Gives executions to workers. */
export class Claims {
  constructor(
    private readonly database: StoreDatabase,
    private readonly rows: SqliteRows,
    private readonly events: EventWriter,
    private readonly claimable: Claimable,
  ) {}

  async claim(request: ClaimRequest): Promise<readonly Claim[]> {
    const { transactions } = this.database;
    // Workers look for work all the time and mostly find none; a look does not take the write lock.
    const anything = await transactions.read(() => {
      this.#workerNumber(request);
      return this.claimable.find({ ...request, limit: 1 }).length > 0;
    });
    if (!anything) return [];
    return transactions.write(() => {
      const workerNumber = this.#workerNumber(request);
      return this.#takeAll(request, workerNumber);
    });
  }

  /** One that cannot be read is left to those who mend it; the others' work goes on. */
  #takeAll(request: ClaimRequest, workerNumber: number): readonly Claim[] {
    const claims: Claim[] = [];
    const skipped: number[] = [];
    for (;;) {
      const found = this.claimable.find({ ...request, limit: request.limit - claims.length }, skipped);
      const skippedBefore = skipped.length;
      for (const number of found) {
        const candidate = this.database.unreadable.skip(() => this.#read(number));
        if (candidate) claims.push(this.#take(request, workerNumber, candidate));
        else skipped.push(number);
      }
      if (skipped.length === skippedBefore) return claims;
    }
  }

  #workerNumber({ workerId }: ClaimRequest): number {
    const number = this.rows.workers.numberOf(workerId);
    if (number === undefined) throw notFound("worker", workerId);
    return number;
  }

  /** All that a claim needs of the execution. @throws `storage_corrupt`, before anything is written */
  #read(number: number): Candidate {
    const row = this.rows.executions.referred(number);
    return {
      row,
      before: toExecution(row),
      task: this.rows.tasks.referred(row.taskNumber),
      project: this.rows.projects.referred(row.projectNumber),
      worker: row.workerNumber === null ? undefined : this.rows.workers.byNumber(row.workerNumber),
    };
  }

  #take({ workerId }: ClaimRequest, workerNumber: number, candidate: Candidate): Claim {
    const { row, before, task, project } = candidate;
    const { id: executionId } = before;
    const cause = before.status === "queued" ? before.reason : "expired";
    const fence = row.fence + 1;
    const change = { type: "claim", workerId, fence } as const;
    const nowMs = this.database.clock.now();
    const execution = changeExecution(before, change, nowMs);
    if (isRefused(execution)) throw changeRefused(executionId, before.status, execution.message);

    this.#write(row, { ...statusColumns(execution, nowMs), workerNumber, fence });
    const previous = this.#revoke(row, candidate.worker);
    this.events.append(row.projectNumber, row.number, changeEvents(before, change, task));
    return {
      lease: { executionId, fence },
      execution: execution as Extract<Execution, { status: "running" }>,
      project,
      task,
      cause,
      previous,
      failure: before.status === "queued" ? before.failure : null,
      fingerprint: row.fingerprint,
    };
  }

  #write({ number, fence }: ExecutionRow, columns: Partial<typeof executions.$inferInsert>): void {
    const unchanged = and(eq(executions.number, number), eq(executions.fence, fence));
    this.database.orm.update(executions).set(columns).where(unchanged).run();
  }

  /** Tells the worker whose lease ran out, by its counter, and everybody else, by an event. */
  #revoke({ number, projectNumber, workerNumber }: ExecutionRow, previous: Worker | undefined): Worker | null {
    if (workerNumber === null) return null;
    this.rows.workers.revoke(workerNumber);
    if (!previous) return null;
    const { id: workerId, lastHeartbeatAt } = previous;
    this.events.append(projectNumber, number, [{ type: "heartbeat.stale", workerId, lastHeartbeatAt }]);
    return previous;
  }
}
