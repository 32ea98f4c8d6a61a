import type { Database } from "better-sqlite3";

const deadSql =
  "boot_id <> ? AND NOT EXISTS (SELECT 1 FROM executions WHERE executions.worker_number = workers.number)";

/**
 * Removes workers of earlier boots that hold nothing any more: their processes are gone. One of this boot may only be
 * frozen, and has to find its count of revocations when it wakes.
 */
export function forgetDeadWorkers(sqlite: Database, bootId: string): void {
  const anyDead = sqlite.prepare(`SELECT 1 FROM workers WHERE ${deadSql} LIMIT 1`).get(bootId);
  if (anyDead) sqlite.prepare(`DELETE FROM workers WHERE ${deadSql}`).run(bootId);
}
