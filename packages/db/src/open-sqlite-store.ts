import { type Clock, type IdSource, type Log, silentLog, type Store } from "@holdfast/core";
import Sqlite from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { resolve } from "node:path";
import { migrationsFolder } from "./migrations-folder.js";
import { Claimable } from "./sqlite/claimable.js";
import { Claims } from "./sqlite/claims.js";
import { prepareDatabaseFile } from "./sqlite/database-file.js";
import { ensureEpoch } from "./sqlite/epoch.js";
import { EventWriter } from "./sqlite/event-writer.js";
import { ExecutionChanges } from "./sqlite/execution-changes.js";
import { forgetDeadWorkers } from "./sqlite/forget-dead-workers.js";
import { IdempotentWrites } from "./sqlite/idempotent-writes.js";
import { integrityProblems } from "./sqlite/integrity.js";
import { migrate, readMigrations } from "./sqlite/migrate.js";
import { applyPragmas, setPageSize } from "./sqlite/pragmas.js";
import { retryWhileBusy } from "./sqlite/retry-while-busy.js";
import { SqliteCheckpointStore } from "./sqlite/sqlite-checkpoint-store.js";
import { SqliteEventLog } from "./sqlite/sqlite-event-log.js";
import { SqliteExecutionStore } from "./sqlite/sqlite-execution-store.js";
import { SqliteProjectStore } from "./sqlite/sqlite-project-store.js";
import { sqliteRows } from "./sqlite/sqlite-rows.js";
import { Transactions } from "./sqlite/transactions.js";
import { UnreadableRows } from "./sqlite/unreadable-rows.js";

export interface SqliteStoreOptions {
  /** Of the database file; it and its folder are made when they are not there. */
  readonly path: string;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log?: Log | undefined;
  /** How long a write may wait for other processes before it fails with `storage_busy`. Default 5,000. */
  readonly maxWaitMs?: number | undefined;
}

export interface SqliteStore extends Store {
  readonly path: string;
  /** Reads the whole file and says what is wrong with it, a sentence each; empty when all is well. */
  verify(): Promise<readonly string[]>;
}

const defaultMaxWaitMs = 5_000;

/**
 * Opens a store on a SQLite database, made or upgraded as needed. Every commit is on the disk before it is answered.
 *
 * @throws `storage_read_only`, `storage_full`, `storage_busy`, `storage_corrupt`, `storage_failed`, `database_too_new`;
 * each with the path and the way out.
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<SqliteStore> {
  const { clock, ids, log = silentLog, maxWaitMs = defaultMaxWaitMs } = options;
  const path = resolve(options.path);
  prepareDatabaseFile(path);
  const sqlite = new Sqlite(path, { timeout: 0 });
  try {
    const epoch = await retryWhileBusy(sqlite, maxWaitMs, () => {
      setPageSize(sqlite);
      const upgrade = migrate(sqlite, readMigrations(migrationsFolder), clock.now());
      if (upgrade.from !== upgrade.to) log.info({ path, ...upgrade }, "database schema upgraded");
      applyPragmas(sqlite);
      forgetDeadWorkers(sqlite, clock.bootId);
      return ensureEpoch(sqlite, ids);
    });
    return assemble(sqlite, epoch, { clock, ids, log, maxWaitMs });
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

interface OpenParts {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly maxWaitMs: number;
}

function assemble(sqlite: Sqlite.Database, epoch: string, { clock, ids, log, maxWaitMs }: OpenParts): SqliteStore {
  const transactions = new Transactions(sqlite, maxWaitMs);
  const unreadable = new UnreadableRows(log);
  const database = { sqlite, orm: drizzle(sqlite), transactions, unreadable, clock, ids };
  const rows = sqliteRows(database);
  const events = new EventWriter(database);
  const claims = new Claims(database, rows, events, new Claimable(database));
  const writes = new IdempotentWrites(database);
  const changes = new ExecutionChanges(database, rows, events);
  return {
    path: sqlite.name,
    verify: () => transactions.read(() => integrityProblems(sqlite)),
    projects: new SqliteProjectStore(database, rows, events, writes),
    executions: new SqliteExecutionStore({ database, rows, events, claims, changes, writes }),
    checkpoints: new SqliteCheckpointStore(database, rows, events),
    events: new SqliteEventLog(database, epoch),
    async [Symbol.asyncDispose]() {
      await transactions.close();
      sqlite.close();
    },
  };
}
