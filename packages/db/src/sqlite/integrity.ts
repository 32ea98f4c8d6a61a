import type Sqlite from "better-sqlite3";

/** What SQLite's own checks find: damaged pages, indexes that disagree with their tables, rows without their parents. */
export function integrityProblems(sqlite: Sqlite.Database): readonly string[] {
  const pages = sqlite.pragma("integrity_check") as { integrity_check: string }[];
  const orphans = sqlite.pragma("foreign_key_check") as { table: string; rowid: number; parent: string }[];
  return [
    ...pages.map(({ integrity_check }) => integrity_check).filter((line) => line !== "ok"),
    ...orphans.map(({ table, rowid, parent }) => `${table} row ${rowid} has no ${parent}`),
  ];
}
