import { join } from "node:path";
import type { SqliteStore } from "@holdfast/db";
import { startServer } from "@holdfast/server";
import type { LoadedConfig } from "../config/load-config.js";
import type { Machine } from "../process/machine.js";
import { diagnosticLog } from "../output/diagnostic-log.js";
import { createWorker } from "../store/worker-process.js";
import { serverToken, type StoreFolder } from "../store/store-folder.js";
import { removeServerAddress, writeServerAddress } from "./server-address.js";

export interface ControlPlane extends AsyncDisposable {
  readonly url: string;
  readonly token: string;
  readonly tokenFile: string;
}

export interface ControlPlaneOptions {
  readonly folder: StoreFolder;
  readonly store: SqliteStore;
  readonly machine: Machine;
  /** Runs a worker on this config's agents too. */
  readonly config: LoadedConfig | undefined;
  readonly host?: string;
  readonly port?: number;
  /** A file for diagnostics, where standard error is a picture; default standard error. */
  readonly logFile?: string;
}

/** A server of a store, and a worker beside it; both end with it. */
export async function startControlPlane({
  folder,
  store,
  machine,
  config,
  host = "127.0.0.1",
  port = 0,
  logFile,
}: ControlPlaneOptions): Promise<ControlPlane> {
  const token = serverToken(folder);
  const log = diagnosticLog(logFile);
  const worker = config && config.agents.length > 0 ? createWorker(store, config, machine, { log }) : undefined;
  const server = await startServer({
    store,
    ...machine,
    workers: worker ? [worker] : [],
    log,
    token,
    host,
    port,
  });
  try {
    await worker?.start();
    writeServerAddress(folder, { url: server.url, pid: process.pid });
  } catch (error) {
    await worker?.[Symbol.asyncDispose]();
    await server.close();
    throw error;
  }
  return {
    url: server.url,
    token,
    tokenFile: join(folder.path, "token"),
    async [Symbol.asyncDispose]() {
      removeServerAddress(folder);
      await worker?.stop();
      await server.close();
    },
  };
}
