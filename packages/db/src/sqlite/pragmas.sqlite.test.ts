import Sqlite from "better-sqlite3";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../testing/temporary-store.js";
import { applyPragmas } from "./pragmas.js";

it("makes every commit durable and keeps references whole, as SQLite itself reports", () => {
  const folder = temporaryFolder();
  const sqlite = new Sqlite(join(folder.path, "test.db"));
  // What better-sqlite3 leaves a write-ahead log at: enough for a crash of the process, not for one of the machine.
  sqlite.pragma("synchronous = NORMAL");
  applyPragmas(sqlite);
  const read = (name: string) => sqlite.pragma(name, { simple: true });
  expect([read("journal_mode"), read("synchronous"), read("foreign_keys")]).toEqual(["wal", 2, 1]);
  sqlite.close();
  folder.remove();
});

it("refuses a database that cannot be made durable", () => {
  const sqlite = new Sqlite(":memory:");
  expect(() => applyPragmas(sqlite)).toThrow(/keeps journal_mode at memory instead of wal/);
  sqlite.close();
});
