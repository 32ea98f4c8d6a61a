import { createHash } from "node:crypto";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/** One hash over every file of a folder but git's own: names and bytes. */
export function treeHash(folder) {
  const hash = createHash("sha256");
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.startsWith(join(folder, ".git/")))
    .toSorted();
  for (const path of files)
    hash.update(`${path.slice(folder.length)}\0`).update(createHash("sha256").update(readFileSync(path)).digest());
  return hash.digest("hex");
}

/** Processes that still work in a folder. Linux only; none elsewhere. */
export function processesIn(folder) {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
    } catch {
      // It has ended meanwhile, or belongs to somebody else.
      return false;
    }
  });
}
