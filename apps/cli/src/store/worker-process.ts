import { hostname } from "node:os";
import { ExecutionWorker, type ExecutionWorkerOptions, type Store } from "@holdfast/core";
import type { LoadedConfig } from "../config/load-config.js";
import type { Machine } from "../process/machine.js";
import { diagnosticLog } from "../output/diagnostic-log.js";

export type WorkerProcessOptions = Pick<ExecutionWorkerOptions, "log" | "onEvent" | "onOutcome" | "probe">;

/** A worker in this process, on the agents of a config. Not started yet. */
export function createWorker(
  store: Store,
  config: LoadedConfig,
  machine: Machine,
  options: WorkerProcessOptions = {},
): ExecutionWorker {
  return new ExecutionWorker({
    store,
    ...machine,
    agents: config.agents,
    config: config.checkpoint,
    concurrency: config.concurrency,
    host: hostname(),
    pid: process.pid,
    log: diagnosticLog(),
    ...options,
  });
}
