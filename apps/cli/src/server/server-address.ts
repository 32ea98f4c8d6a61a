import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { StoreFolder } from "../store/store-folder.js";

const ServerAddress = z.object({ url: z.string(), pid: z.int() });
export type ServerAddress = z.infer<typeof ServerAddress>;

const file = (folder: StoreFolder) => join(folder.path, "server.json");

/** Where the store's server listens, for those that start after it; undefined when none has said so. */
export function readServerAddress(folder: StoreFolder): ServerAddress | undefined {
  try {
    const address = ServerAddress.parse(JSON.parse(readFileSync(file(folder), "utf8")));
    process.kill(address.pid, 0);
    return address;
  } catch {
    // No file, half a file, or a server that is gone: there is none to talk to.
    return undefined;
  }
}

export function writeServerAddress(folder: StoreFolder, address: ServerAddress): void {
  const temporary = `${file(folder)}.${process.pid}`;
  writeFileSync(temporary, `${JSON.stringify(address)}\n`, { mode: 0o600 });
  renameSync(temporary, file(folder));
}

/** Takes the address back, unless another server has replaced it. */
export function removeServerAddress(folder: StoreFolder): void {
  if (readServerAddress(folder)?.pid === process.pid) rmSync(file(folder), { force: true });
}
