import type { ClaimRequest } from "@holdfast/core";
import type { Statement } from "better-sqlite3";
import type { StoreDatabase } from "./store-database.js";

/**
 * Which executions a worker may take, as SQL. Written by hand for the order of its joins (CROSS JOIN keeps it): from
 * the few workers to what they run, and along the queue; never over all executions there ever were.
 */

const eligible = `
  CROSS JOIN projects ON projects.number = executions.project_number AND projects.status = 'active'
  CROSS JOIN agents ON agents.number = executions.agent_number
    AND agents.name IN (SELECT value FROM json_each(@agentNames))`;

/** The unary plus keeps SQLite from looking for the numbers that are left. */
const notSkipped = `+executions.number NOT IN (SELECT value FROM json_each(@skipped))`;

/** The condition of \`isExpired\` in core. */
const expired = `
  workers.boot_id <> @bootId
  OR workers.lease_until_monotonic_ms <= @monotonicMs
  OR workers.lease_until_monotonic_ms > @monotonicMs + 2 * workers.lease_ms`;

export const expiredSql = `
  SELECT executions.number FROM workers
  CROSS JOIN executions ON executions.worker_number = workers.number ${eligible}
  WHERE workers.id <> @workerId AND (${expired}) AND ${notSkipped}
  ORDER BY workers.beat_at_ms, executions.number LIMIT @limit`;

export const queuedSql = `
  SELECT executions.number FROM executions ${eligible}
  WHERE executions.status = 'queued' AND coalesce(executions.not_before_ms, 0) <= @nowMs
    AND ${notSkipped}
  ORDER BY executions.number LIMIT @limit`;

/** Whether the one execution asked for is expired or queued. */
export const oneSql = `
  SELECT executions.number FROM executions
  LEFT JOIN workers ON workers.number = executions.worker_number ${eligible}
  WHERE executions.id = @executionId AND ${notSkipped} AND (
    (executions.status = 'queued' AND coalesce(executions.not_before_ms, 0) <= @nowMs)
    OR (workers.id <> @workerId AND (${expired})))
  LIMIT @limit`;

export class Claimable {
  readonly #expired: Statement<[object], number>;
  readonly #queued: Statement<[object], number>;
  readonly #one: Statement<[object], number>;

  constructor(private readonly database: StoreDatabase) {
    const { sqlite } = database;
    const numbers = (source: string) => sqlite.prepare<[object], number>(source).pluck();
    this.#expired = numbers(expiredSql);
    this.#queued = numbers(queuedSql);
    this.#one = numbers(oneSql);
  }

  /**
   * The numbers of the executions to take, in order: expired leases first, then the queue, each oldest first. To be
   * called within the transaction, after its first read: a clock read before could be older than the beats it judges.
   *
   * @param skipped numbers that are not to be among them
   */
  find(request: ClaimRequest, skipped: readonly number[] = []): readonly number[] {
    const { workerId, limit, executionId } = request;
    const { clock } = this.database;
    const now = { nowMs: clock.now(), monotonicMs: clock.monotonic(), bootId: clock.bootId };
    const lists = { agentNames: JSON.stringify(request.agentNames), skipped: JSON.stringify(skipped) };
    const values = { workerId, limit, ...lists, ...now };
    if (executionId !== undefined) return this.#one.all({ ...values, executionId });
    const expiredOnes = this.#expired.all(values);
    if (expiredOnes.length >= limit) return expiredOnes;
    return [...expiredOnes, ...this.#queued.all({ ...values, limit: limit - expiredOnes.length })];
  }
}
