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
import { and, asc, eq, notExists, sql } from "drizzle-orm";
import { toWorker } from "../rows/worker-row.js";
import { agents, executions, projects, tasks, workers } from "../schema/index.js";
import type { StoreDatabase } from "./store-database.js";

export class WorkerRows {
  readonly #beat;
  readonly #numberOf;
  readonly #revoke;

  constructor(private readonly database: StoreDatabase) {
    const { orm } = database;
    const renewed = {
      host: sql`excluded.host`,
      pid: sql`excluded.pid`,
      beatAtMs: sql`excluded.beat_at_ms`,
      leaseMs: sql`excluded.lease_ms`,
      leaseUntilMonotonicMs: sql`excluded.lease_until_monotonic_ms`,
      bootId: sql`excluded.boot_id`,
    };
    this.#beat = orm
      .insert(workers)
      .values({
        id: sql.placeholder("id"),
        host: sql.placeholder("host"),
        pid: sql.placeholder("pid"),
        beatAtMs: sql.placeholder("beatAtMs"),
        leaseMs: sql.placeholder("leaseMs"),
        leaseUntilMonotonicMs: sql.placeholder("leaseUntilMonotonicMs"),
        bootId: sql.placeholder("bootId"),
      })
      .onConflictDoUpdate({ target: workers.id, set: renewed })
      .returning({ revocations: workers.revocations })
      .prepare();
    this.#numberOf = orm
      .select({ number: workers.number })
      .from(workers)
      .where(eq(workers.id, sql.placeholder("id")))
      .prepare();
    this.#revoke = orm
      .update(workers)
      .set({ revocations: sql`${workers.revocations} + 1` })
      .where(eq(workers.number, sql.placeholder("number")))
      .prepare();
  }

  /** Registers a worker or renews its lease; answers how many executions were ever taken from it. */
  beat({ workerId, host, pid, leaseMs, at, monotonicMs, bootId }: WorkerBeat): number {
    const leaseUntilMonotonicMs = monotonicMs + leaseMs;
    const row = { id: workerId, host, pid, beatAtMs: msOf(at), leaseMs, leaseUntilMonotonicMs, bootId };
    return this.#beat.get(row).revocations;
  }

  numberOf(id: WorkerId): number | undefined {
    return this.#numberOf.get({ id })?.number;
  }

  /** Counts an execution that was taken from the worker. */
  revoke(number: number): void {
    this.#revoke.run({ number });
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
      .where(projectId && eq(projects.id, projectId))
      .orderBy(asc(workers.beatAtMs), asc(executions.number))
      .all();
    return rows.map(({ beatAtMs, ...row }) => ({ ...row, lastHeartbeatAt: timestampOf(beatAtMs) }));
  }
}
