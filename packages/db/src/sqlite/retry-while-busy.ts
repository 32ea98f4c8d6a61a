import type { Database } from "better-sqlite3";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { isBusy, storageError } from "./storage-error.js";

/** Waits between tries are random, so that two who wait for the same lock do not meet again. */
const minWaitMs = 2;
const maxWaitMs = 25;

/**
 * Tries again while another process holds the lock, for at most `limitMs`, with the event loop running.
 *
 * @throws what the attempt throws, as what it means: `storage_busy` when the lock did not come free.
 */
export async function retryWhileBusy<T>(sqlite: Database, limitMs: number, attempt: () => T): Promise<T> {
  const startedMs = performance.now();
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() - startedMs > limitMs) throw storageError(error, sqlite.name);
    }
    await sleep(minWaitMs + Math.random() * (maxWaitMs - minWaitMs));
  }
}
