import { wait, type Clock, type ExecutionWorker, type Store } from "@holdfast/core";

const pollMs = 100;

/** Resolves when no execution that this worker could run is queued or running anywhere. */
export async function untilIdle(
  worker: ExecutionWorker,
  store: Store,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await worker.scan();
    const left = await Promise.all([
      store.executions.executions({ status: "queued" }),
      store.executions.executions({ status: "running" }),
    ]);
    if (!left.flat().some(({ agentName }) => worker.canRun(agentName))) return;
    await wait(clock, pollMs, signal).catch(() => {});
  }
}
