import { existsSync } from "node:fs";
import { HoldfastError, type Log } from "@holdfast/core";
import { openSqliteStore, type SqliteStore } from "@holdfast/db";
import { diagnosticLog } from "../output/diagnostic-log.js";
import type { Machine } from "../process/machine.js";
import { ensureStoreFolder, type StoreFolder } from "./store-folder.js";

/** Opens the store, making it when it is not there. */
export async function openStore(
  folder: StoreFolder,
  machine: Machine,
  log: Log = diagnosticLog(),
): Promise<SqliteStore> {
  ensureStoreFolder(folder);
  return openSqliteStore({ path: folder.database, log, ...machine });
}

/** Opens a store that is there. @throws `not_found` with the way to one. */
export async function openExistingStore(folder: StoreFolder, machine: Machine): Promise<SqliteStore> {
  if (!existsSync(folder.database)) {
    throw new HoldfastError(
      "not_found",
      `There is no Holdfast store in ${folder.home} or above it. Make one with \`holdfast init\`, or name one with --store.`,
      {
        details: { path: folder.database },
      },
    );
  }
  return openStore(folder, machine);
}
