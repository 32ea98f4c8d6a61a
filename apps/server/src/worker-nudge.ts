import type { Log } from "@holdfast/core";

export interface WorkerNudgeOptions {
  readonly workers: readonly { scan(): Promise<void> }[];
  readonly log: Log;
}

/** Lets workers look for work at once. While one is looking, any number of nudges make it look once more afterwards. */
export function workerNudge({ workers, log }: WorkerNudgeOptions): () => void {
  const nudges = workers.map((worker) => {
    let looking = false;
    let again = false;
    return async () => {
      again = true;
      if (looking) return;
      looking = true;
      while (again) {
        again = false;
        await worker.scan().catch((error: unknown) => log.warn({ err: error }, "a worker could not look for work"));
      }
      looking = false;
    };
  });
  return () => {
    for (const nudge of nudges) void nudge();
  };
}
