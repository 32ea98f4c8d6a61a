import type { IdSource } from "@holdfast/core";
import type { Database } from "better-sqlite3";

/** The name of this database, given to it when it is first opened. */
export function ensureEpoch(sqlite: Database, ids: IdSource): string {
  const find = sqlite.prepare<[], string>("SELECT value FROM meta WHERE name = 'epoch'").pluck();
  const name = sqlite.transaction(() => {
    const epoch = find.get();
    if (epoch !== undefined) return epoch;
    const made = ids.next();
    sqlite.prepare("INSERT INTO meta (name, value) VALUES ('epoch', ?)").run(made);
    return made;
  });
  return find.get() ?? name.immediate();
}
