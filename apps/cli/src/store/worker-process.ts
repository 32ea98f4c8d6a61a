import { hostname } from "node:os";
import { ExecutionWorker, type ExecutionWorkerOptions, type Store } from "@holdfast/core";
import type { LoadedConfig } from "../config/load-config.js";
import type { Machine } from "../process/machine.js";
import { diagnosticLog } from "../output/diagnostic-log.js";

export type WorkerProcessOptions = Pick<ExecutionWorkerOptions, "log" | "onEvent" | "onOutcome" | "probe">;

/** A worker in this process, on the agents of a config. Not started yet; it stops, at the latest, with its scope. */
export function createWorker(
  store: Store,
  config: LoadedConfig,
  machine: Machine,
  options: WorkerProcessOptions = {},
): ExecutionWorker & AsyncDisposable {
  const { log = diagnosticLog() } = options;
  const worker = new ExecutionWorker({
    store,
    ...machine,
    agents: config.agents,
    config: config.checkpoint,
    concurrency: config.concurrency,
    host: hostname(),
    pid: process.pid,
    ...options,
    log,
  });
  return Object.assign(worker, {
    // What ended the scope is what people are to see.
    [Symbol.asyncDispose]: () =>
      worker.stop().catch((error: unknown) => log.warn({ err: error }, "could not stop the worker in order")),
  });
}
