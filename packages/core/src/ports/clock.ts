/** Time comes in through this port only. */
export interface Clock {
  /** Wall clock, milliseconds since the Unix epoch. May jump: only for showing and recording. */
  now(): number;
  /**
   * A clock that only moves forward, in milliseconds, shared by all processes of one boot of one machine.
   * Leases are judged by it, so that a wall clock that jumps expires nothing and revives nothing.
   */
  monotonic(): number;
  /** Names the boot that `monotonic` counts from; another boot's readings mean nothing. */
  readonly bootId: string;
  /** Calls back after at least `ms` milliseconds, until cancelled. */
  schedule(ms: number, callback: () => void): { cancel(): void };
}

/** Resolves after `ms`, or rejects with the signal's reason. */
export function wait(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason as Error);
    const timer = clock.schedule(ms, () => {
      signal?.removeEventListener("abort", abort);
      resolve();
    });
    const abort = () => {
      timer.cancel();
      reject(signal?.reason as Error);
    };
    signal?.addEventListener("abort", abort, { once: true });
  });
}

/** Whether the work was done within `ms`; leaves no timer behind. Work that takes longer goes on. */
export async function within(clock: Clock, ms: number, work: Promise<unknown>): Promise<boolean> {
  const done = new AbortController();
  const late = wait(clock, ms, done.signal).then(
    () => false,
    () => true,
  );
  return Promise.race([work.then(() => true), late]).finally(() => done.abort());
}
