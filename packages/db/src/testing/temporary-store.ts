import { type ExecutionId, type ProjectId, silentLog } from "@holdfast/core";
import { ManualClock, type StoreUnderTest, testIds } from "@holdfast/core/testing";
import Sqlite from "better-sqlite3";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteStore, type SqliteStore } from "../open-sqlite-store.js";

export interface TemporaryStore extends StoreUnderTest {
  readonly store: SqliteStore;
  /** The fields of what it has warned of. */
  readonly warnings: readonly object[];
  /** Works on the file from a connection of its own, as another program could. */
  raw<T>(work: (sqlite: Sqlite.Database) => T): T;
  /** Runs one statement that way. */
  sql(source: string, ...values: unknown[]): void;
}

let opened = 0;

/** A folder that is gone when the test is over. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "holdfast-db-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A new store on a real file. */
export async function openTemporaryStore(): Promise<TemporaryStore> {
  const folder = temporaryFolder();
  const clock = new ManualClock();
  opened += 1;
  const ids = testIds(Date.UTC(2026, 0, 1) + opened);
  const warnings: object[] = [];
  const log = { ...silentLog, warn: (fields: object) => void warnings.push(fields) };
  const store = await openSqliteStore({ path: join(folder.path, "holdfast.db"), clock, ids, log });
  const raw = <T>(work: (sqlite: Sqlite.Database) => T) => {
    const sqlite = new Sqlite(store.path);
    try {
      return work(sqlite);
    } finally {
      sqlite.close();
    }
  };
  const sql = (source: string, ...values: unknown[]) => void raw((sqlite) => sqlite.prepare(source).run(...values));
  return {
    store,
    warnings,
    clock,
    ids,
    raw,
    sql,
    pauseProject: (id: ProjectId) =>
      sql("UPDATE projects SET status = 'paused', paused_at_ms = ? WHERE id = ?", clock.now(), id),
    corruptTurn: (executionId: ExecutionId, turn: number) =>
      sql(
        "UPDATE turns SET messages = messages || ' ' WHERE turn = ? AND execution_number = (SELECT number FROM executions WHERE id = ?)",
        turn,
        executionId,
      ),
    async dispose() {
      await store[Symbol.asyncDispose]();
      folder.remove();
    },
  };
}
