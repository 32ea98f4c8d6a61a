import { HoldfastError } from "@holdfast/core";
import type { Database } from "better-sqlite3";

/** How long SQLite itself waits for a lock, with the event loop standing still; longer waits are `Transactions`' business. */
const blockingWaitMs = 20;

/**
 * What every connection must run under, as SQLite reports it back. `synchronous` 2 is FULL: better-sqlite3 is built to
 * use NORMAL with a write-ahead log, which loses the last commits when the power fails.
 */
const required = {
  journal_mode: "wal",
  synchronous: 2,
  foreign_keys: 1,
  busy_timeout: blockingWaitMs,
  // In pages: 4 MB, as SQLite's default is for pages of 4 KB.
  wal_autocheckpoint: 2_000,
} as const;

/**
 * Takes effect on a new database only. A turn of some 2 KB wastes half of a page of 4 KB, and a commit writes some ten
 * pages whole: with pages of 2 KB the database is 40 % smaller and a commit writes half as much.
 */
export function setPageSize(sqlite: Database): void {
  sqlite.pragma("page_size = 2048");
}

/** @throws `storage_failed` when one of the settings does not take. */
export function applyPragmas(sqlite: Database): void {
  for (const [name, value] of Object.entries(required)) {
    sqlite.pragma(`${name} = ${value}`);
    const found = sqlite.pragma(name, { simple: true });
    if (found === value) continue;
    throw new HoldfastError(
      "storage_failed",
      `${sqlite.name} cannot be run safely: SQLite keeps ${name} at ${String(found)} instead of ${value}. Choose a path on a local disk.`,
      { details: { path: sqlite.name, pragma: name, found: String(found) } },
    );
  }
}
