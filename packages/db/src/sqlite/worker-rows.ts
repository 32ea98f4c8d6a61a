import {
  type ExecutionId,
  type Heartbeat,
  type Lease,
  msOf,
  type ProjectId,
  timestampOf,
  type Worker,
  type WorkerBeat,
  type WorkerId,
} from "@holdfast/core";
import type { Statement } from "better-sqlite3";
import { and, asc, eq, notExists, sql } from "drizzle-orm";
import { toWorker } from "../rows/worker-row.js";
import { agents, executions, projects, tasks, workers } from "../schema/index.js";
import type { StoreDatabase } from "./store-database.js";

export class WorkerRows {
  readonly #beat: Statement<
    [
      id: string,
      host: string,
      pid: number,
      beatAtMs: number,
      leaseMs: number,
      leaseUntilMonotonicMs: number,
      bootId: string,
    ],
    number
  >;
  readonly #numberOf: Statement<[id: string], number>;

  constructor(private readonly database: StoreDatabase) {
    const { sqlite } = database;
    this.#beat = sqlite.prepare(
      `INSERT INTO workers (id, host, pid, beat_at_ms, lease_ms, lease_until_monotonic_ms, boot_id)
       VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET host = excluded.host, pid = excluded.pid, beat_at_ms = excluded.beat_at_ms,
         lease_ms = excluded.lease_ms, lease_until_monotonic_ms = excluded.lease_until_monotonic_ms,
         boot_id = excluded.boot_id
       RETURNING revocations`,
    );
    this.#beat.pluck();
    this.#numberOf = sqlite.prepare<[string], number>("SELECT number FROM workers WHERE id = ?").pluck();
  }

  /** Registers a worker or renews its lease; answers how many executions were ever taken from it. */
  beat({ workerId, host, pid, leaseMs, at, monotonicMs, bootId }: WorkerBeat): number {
    return this.#beat.get(workerId, host, pid, msOf(at), leaseMs, monotonicMs + leaseMs, bootId) ?? 0;
  }

  numberOf(id: WorkerId): number | undefined {
    return this.#numberOf.get(id);
  }

  /** Counts an execution that was taken from the worker. */
  revoke(number: number): void {
    const counted = { revocations: sql`${workers.revocations} + 1` };
    this.database.orm.update(workers).set(counted).where(eq(workers.number, number)).run();
  }

  retire(id: WorkerId): void {
    const { orm } = this.database;
    const holding = orm
      .select({ number: executions.number })
      .from(executions)
      .where(eq(executions.workerNumber, workers.number));
    orm
      .delete(workers)
      .where(and(eq(workers.id, id), notExists(holding)))
      .run();
  }

  leases(id: WorkerId): readonly Lease[] {
    return this.database.orm
      .select({ executionId: executions.id, fence: executions.fence })
      .from(executions)
      .innerJoin(workers, eq(workers.number, executions.workerNumber))
      .where(eq(workers.id, id))
      .orderBy(asc(executions.number))
      .all();
  }

  holder(id: ExecutionId): Worker | undefined {
    const row = this.database.orm
      .select({ id: workers.id, host: workers.host, pid: workers.pid, beatAtMs: workers.beatAtMs })
      .from(executions)
      .innerJoin(workers, eq(workers.number, executions.workerNumber))
      .where(eq(executions.id, id))
      .get();
    return row && toWorker(row);
  }

  byNumber(number: number): Worker | undefined {
    const row = this.database.orm.select().from(workers).where(eq(workers.number, number)).get();
    return row && toWorker(row);
  }

  /** Oldest beat first. */
  heartbeats(projectId: ProjectId | undefined): readonly Heartbeat[] {
    const rows = this.database.orm
      .select({
        executionId: executions.id,
        agentId: agents.id,
        taskId: tasks.id,
        workerId: workers.id,
        beatAtMs: workers.beatAtMs,
      })
      .from(executions)
      .innerJoin(workers, eq(workers.number, executions.workerNumber))
      .innerJoin(projects, eq(projects.number, executions.projectNumber))
      .innerJoin(agents, eq(agents.number, executions.agentNumber))
      .innerJoin(tasks, eq(tasks.number, executions.taskNumber))
      // The plus keeps SQLite on the index of running executions, away from all that the project ever had.
      .where(projectId && sql`+${projects.id} = ${projectId}`)
      .orderBy(asc(workers.beatAtMs), asc(executions.number))
      .all();
    return rows.map(({ beatAtMs, ...row }) => ({ ...row, lastHeartbeatAt: timestampOf(beatAtMs) }));
  }
}
