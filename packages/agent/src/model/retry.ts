import { setTimeout as delay } from "node:timers/promises";
import type { HoldfastError } from "@holdfast/core";
import { modelFailure } from "./model-failure.js";

/** Waits between tries of a model call, in milliseconds. */
const backoffMs = [1_000, 2_000, 4_000] as const;
/** A server that asks for more than this is left to the engine, which tries the execution again later. */
const maxRetryAfterMs = 60_000;

/** What the retries take from outside; tests bring their own. */
export interface RetryPorts {
  /** Resolves after `ms` milliseconds; rejects when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export const systemRetryPorts: RetryPorts = {
  sleep: (ms, signal) => delay(ms, undefined, { signal }),
  random: Math.random,
  now: Date.now,
};

/**
 * Makes a model call, and makes it again up to three times when it failed for a passing reason: after 1, 2 and 4
 * seconds give or take a quarter, or as long as the server's Retry-After asks if that is more.
 *
 * @throws {HoldfastError} `model_failed`, with `details.retryable`; the signal's reason when it aborts.
 */
export async function withRetries<T>(call: () => Promise<T>, signal: AbortSignal, ports: RetryPorts): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      signal.throwIfAborted();
      const failure = modelFailure(error, ports.now());
      const wait = waitBefore(attempt, failure, ports);
      if (wait === undefined) throw failure;
      await ports.sleep(wait, signal).catch((cause: unknown) => {
        signal.throwIfAborted();
        throw cause;
      });
    }
  }
}

/** Undefined when there is no point in another try. */
function waitBefore(attempt: number, failure: HoldfastError, { random }: RetryPorts): number | undefined {
  const base = backoffMs[attempt];
  if (base === undefined || failure.details.retryable !== true) return undefined;
  const asked = failure.details.retryAfterMs;
  const jittered = Math.round(base * (0.75 + random() / 2));
  if (typeof asked !== "number") return jittered;
  return asked > maxRetryAfterMs ? undefined : Math.max(asked, jittered);
}
