import { HoldfastError } from "@holdfast/core";
import type { Database } from "better-sqlite3";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { readFileSync } from "node:fs";

/** One step of the schema. Versions count from 1. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly statements: readonly string[];
}

/** The versions before and after; the same when there was nothing to do. */
export interface Upgrade {
  readonly from: number;
  readonly to: number;
}

/** The migrations of a folder that drizzle-kit wrote, in order. */
export function readMigrations(folder: string): readonly Migration[] {
  const journal = JSON.parse(readFileSync(`${folder}/meta/_journal.json`, "utf8")) as { entries: { tag: string }[] };
  const files = readMigrationFiles({ migrationsFolder: folder });
  return files.map(({ sql }, index) => ({
    version: index + 1,
    name: journal.entries[index]?.tag ?? "",
    statements: sql,
  }));
}

/**
 * Brings a database to the newest version: all steps that it lacks, or none, whatever else is being started on it at
 * the same time. To be called on a connection that no transaction is open on.
 *
 * @throws `database_too_new`; `storage_failed` for the database of another program.
 */
export function migrate(sqlite: Database, migrations: readonly Migration[], nowMs: number): Upgrade {
  assertOurs(sqlite);
  const to = migrations.length;
  if (versionOf(sqlite, migrations) === to) return { from: to, to };
  // A step that rebuilds a table drops the one that others refer to; the setting has no effect within a transaction.
  sqlite.pragma("foreign_keys = OFF");
  try {
    const upgrade = sqlite.transaction(() => {
      sqlite.exec(
        `CREATE TABLE IF NOT EXISTS ${table} (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at_ms INTEGER NOT NULL)`,
      );
      const applied = sqlite.prepare(`INSERT INTO ${table} (version, name, applied_at_ms) VALUES (?, ?, ?)`);
      const from = versionOf(sqlite, migrations);
      for (const { version, name, statements } of migrations.slice(from)) {
        for (const statement of statements) sqlite.exec(statement);
        applied.run(version, name, nowMs);
      }
      assertReferences(sqlite);
      return { from, to };
    });
    return upgrade.immediate();
  } finally {
    sqlite.pragma("foreign_keys = ON");
  }
}

const table = "holdfast_migrations";

/** The version a database is at; 0 for an empty one. @throws `database_too_new` */
function versionOf(sqlite: Database, migrations: readonly Migration[]): number {
  if (!tablesOf(sqlite).includes(table)) return 0;
  const newest = sqlite
    .prepare<[], { version: number; name: string }>(`SELECT version, name FROM ${table} ORDER BY version DESC LIMIT 1`)
    .get();
  const known = migrations.at(-1);
  if (!newest || newest.version <= migrations.length) return newest?.version ?? 0;
  throw new HoldfastError(
    "database_too_new",
    `${sqlite.name} is at schema version ${newest.version} (${newest.name}); this program knows versions up to ${migrations.length} (${known?.name ?? "none"}). Update Holdfast, or open another database.`,
    { details: { path: sqlite.name, databaseVersion: newest.version, programVersion: migrations.length } },
  );
}

function assertOurs(sqlite: Database): void {
  const tables = tablesOf(sqlite);
  if (tables.length === 0 || tables.includes(table)) return;
  throw new HoldfastError(
    "storage_failed",
    `${sqlite.name} is the database of another program (it has the tables ${tables.slice(0, 3).join(", ")}). Choose another path.`,
    { details: { path: sqlite.name } },
  );
}

function tablesOf(sqlite: Database): readonly string[] {
  return sqlite
    .prepare<[], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )
    .pluck()
    .all();
}

function assertReferences(sqlite: Database): void {
  const broken = sqlite.pragma("foreign_key_check") as readonly { table: string; rowid: number }[];
  const [first] = broken;
  if (!first) return;
  throw new HoldfastError(
    "storage_corrupt",
    `${sqlite.name} could not be upgraded: row ${first.rowid} of table ${first.table} refers to a row that is not there. It is left as it was; restore it from a backup.`,
    { details: { path: sqlite.name, table: first.table, row: first.rowid } },
  );
}
