import { is } from "drizzle-orm";
import { getTableConfig, SQLiteTable } from "drizzle-orm/sqlite-core";
import Sqlite from "better-sqlite3";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { migrationsFolder } from "../migrations-folder.js";
import { openSqliteStore } from "../open-sqlite-store.js";
import * as schema from "../schema/index.js";
import { temporaryFolder } from "../testing/temporary-store.js";
import { ManualClock, testIds } from "@holdfast/core/testing";
import { migrate, type Migration, readMigrations } from "./migrate.js";

const migrations = readMigrations(migrationsFolder);

describe("migrations", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let path: string;
  let sqlite: Sqlite.Database;

  beforeEach(() => {
    folder = temporaryFolder();
    path = join(folder.path, "holdfast.db");
    sqlite = new Sqlite(path);
  });

  afterEach(() => {
    sqlite.close();
    folder.remove();
  });

  const open = () => openSqliteStore({ path, clock: new ManualClock(), ids: testIds() });
  const applied = () => sqlite.prepare("SELECT version, name FROM holdfast_migrations ORDER BY version").all();
  const tables = () => sqlite.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();

  it("are all registered, in the order of their files, and all applied", () => {
    const files = readdirSync(migrationsFolder).filter((name) => name.endsWith(".sql"));
    expect(migrations.map(({ name }) => `${name}.sql`)).toEqual(files.toSorted());
    expect(migrate(sqlite, migrations, 0)).toEqual({ from: 0, to: files.length });
    expect(applied()).toEqual(migrations.map(({ version, name }) => ({ version, name })));
  });

  it("change nothing the second time", () => {
    migrate(sqlite, migrations, 0);
    const before = sqlite.serialize();
    expect(migrate(sqlite, migrations, 1)).toEqual({ from: migrations.length, to: migrations.length });
    expect(sqlite.serialize().equals(before)).toBe(true);
  });

  it("make the tables, columns and indexes that the schema declares", () => {
    migrate(sqlite, migrations, 0);
    const declared = Object.values(schema).filter((table) => is(table, SQLiteTable));
    expect(tables()).toEqual(expect.arrayContaining(declared.map((table) => getTableConfig(table).name)));
    for (const table of declared) {
      const { name, columns, indexes } = getTableConfig(table);
      const found = sqlite.pragma(`table_info(${name})`) as { name: string; type: string; notnull: 0 | 1 }[];
      expect(found.map((column) => [column.name, column.type.toLowerCase(), column.notnull === 1])).toEqual(
        columns.map((column) => [column.name, column.getSQLType(), column.notNull]),
      );
      const indexed = (sqlite.pragma(`index_list(${name})`) as { name: string }[]).map((index) => index.name);
      expect(indexed).toEqual(expect.arrayContaining(indexes.map(({ config }) => config.name)));
    }
  });

  it("apply the missing ones to an older database, in order", () => {
    const steps = ["CREATE TABLE a (x)", "ALTER TABLE a ADD COLUMN y", "INSERT INTO a VALUES (1, 2)"];
    const later: Migration[] = steps.map((sql, index) => ({
      version: index + 1,
      name: `step${index}`,
      statements: [sql],
    }));
    migrate(sqlite, later.slice(0, 1), 0);
    expect(migrate(sqlite, later, 0)).toEqual({ from: 1, to: 3 });
    expect(sqlite.prepare("SELECT * FROM a").all()).toEqual([{ x: 1, y: 2 }]);
  });

  it("leave the database as it was when one fails", () => {
    const broken: Migration[] = [
      { version: 1, name: "good", statements: ["CREATE TABLE a (x)"] },
      { version: 2, name: "bad", statements: ["CREATE TABLE b (x)", "INSERT INTO nowhere VALUES (1)"] },
    ];
    expect(() => migrate(sqlite, broken, 0)).toThrow("no such table: nowhere");
    expect(tables()).toEqual([]);
    expect(sqlite.pragma("foreign_keys", { simple: true })).toBe(1);
  });

  it("refuse to leave rows that refer to nothing", () => {
    const steps: Migration[] = [
      {
        version: 1,
        name: "a",
        statements: ["CREATE TABLE a (x INTEGER PRIMARY KEY)", "CREATE TABLE b (x REFERENCES a(x))"],
      },
      { version: 2, name: "b", statements: ["INSERT INTO b VALUES (7)"] },
    ];
    migrate(sqlite, steps.slice(0, 1), 0);
    expect(() => migrate(sqlite, steps, 0)).toThrow(/row 1 of table b/);
    expect(applied()).toHaveLength(1);
  });

  it("refuse a database that a newer program has upgraded, naming both versions", async () => {
    migrate(sqlite, migrations, 0);
    sqlite.prepare("INSERT INTO holdfast_migrations VALUES (99, '0098_from_the_future', 0)").run();
    await expect(open()).rejects.toMatchObject({
      code: "database_too_new",
      details: { path, databaseVersion: 99, programVersion: migrations.length },
      message: expect.stringMatching(/version 99 \(0098_from_the_future\).*up to \d+ \(\d{4}_.*\)\. Update Holdfast/),
    });
  });

  it("do not touch the database of another program", async () => {
    sqlite.exec("CREATE TABLE accounts (id)");
    const before = sqlite.serialize();
    await expect(open()).rejects.toMatchObject({
      code: "storage_failed",
      message: expect.stringContaining("accounts"),
    });
    expect(sqlite.serialize().equals(before)).toBe(true);
  });
});
