import { isPassingStorageError } from "../errors/storage-errors.js";
import { wait, type Clock } from "../ports/clock.js";
import type { Log } from "../ports/log.js";
import type { LeaseGuard } from "./lease-guard.js";

const firstDelayMs = 50;
const maxDelayMs = 2_000;

/**
 * Repeats a write that a passing storage failure refused (a full disk, a lock), for as long as the lease is held:
 * what must be durable before the agent goes on makes the agent wait, it does not make it fail.
 *
 * @throws `lease_lost` when the lease runs out first; whatever else the write throws, at once.
 */
export async function retryWhileHeld<T>(
  ports: { readonly clock: Clock; readonly guard: LeaseGuard; readonly log: Log },
  write: () => Promise<T>,
): Promise<T> {
  for (let delayMs = firstDelayMs; ; delayMs = Math.min(2 * delayMs, maxDelayMs)) {
    ports.guard.assertHeld();
    try {
      return await write();
    } catch (error) {
      if (!isPassingStorageError(error)) throw error;
      ports.log.warn({ err: error, retryInMs: delayMs }, "a write failed; trying again while the lease lasts");
      await wait(ports.clock, delayMs);
    }
  }
}
