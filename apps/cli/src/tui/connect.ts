import { join } from "node:path";
import { connectHoldfast, type HoldfastClient } from "@holdfast/client";
import type { CommandContext } from "../command-context.js";
import { loadConfig } from "../config/load-config.js";
import { diagnosticLog } from "../output/diagnostic-log.js";
import { startControlPlane } from "../server/control-plane.js";
import { readServerAddress } from "../server/server-address.js";
import { openStore } from "../store/open-store.js";
import { ensureStoreFolder, serverToken } from "../store/store-folder.js";

export interface Connected extends AsyncDisposable {
  readonly client: HoldfastClient;
}

/** A client of the store's server; of one in this process, with a worker, when none runs. */
export async function connect({ folder, machine, options }: CommandContext): Promise<Connected> {
  const running = readServerAddress(folder);
  const reached = running && (await reach(running.url, serverToken(folder)));
  if (reached) return { client: reached, [Symbol.asyncDispose]: async () => reached.close() };

  const config = await loadConfig(folder.home, options.config, process.env);
  const logFile = join(folder.path, "tui.log");
  ensureStoreFolder(folder);
  const store = await openStore(folder, machine, diagnosticLog(logFile));
  const plane = await startControlPlane({
    folder,
    store,
    machine,
    config,
    logFile,
  }).catch(async (error: unknown) => {
    await store[Symbol.asyncDispose]();
    throw error;
  });
  const client = connectHoldfast({ url: plane.url, token: plane.token });
  return {
    client,
    async [Symbol.asyncDispose]() {
      client.close();
      await plane[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
    },
  };
}

const reachMs = 2_000;

/** Undefined when nobody answers: the address is of a server that is gone. */
async function reach(url: string, token: string): Promise<HoldfastClient | undefined> {
  const client = connectHoldfast({ url, token, waitMs: reachMs });
  try {
    await client.ready();
    return client;
  } catch {
    client.close();
    return undefined;
  }
}
