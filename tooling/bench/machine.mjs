import { cpus, loadavg, release, totalmem, type } from "node:os";
import { diskName } from "./disk.mjs";
import { Sqlite } from "./sqlite.mjs";

/** Facts that timings depend on; nothing that names the machine or its user. */
export function machine() {
  const sqlite = new Sqlite(":memory:");
  const version = sqlite.prepare("SELECT sqlite_version()").pluck().get();
  sqlite.close();
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown CPU",
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    os: `${type()} ${release()}`,
    node: process.versions.node,
    sqlite: version,
    disk: diskName(),
    load: Number(loadavg()[0].toFixed(2)),
  };
}
