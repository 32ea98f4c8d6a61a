import { wait, type Clock, type ExecutionWorker, type Store } from "@holdfast/core";

const pollMs = 100;

/** Resolves when no execution of these agents, which the worker runs, is queued or running anywhere. */
export async function untilIdle(
  worker: Pick<ExecutionWorker, "scan">,
  agentNames: readonly string[],
  store: Store,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await worker.scan();
    // Running is read last: what is taken from the queue between the two is seen there.
    const queued = await store.executions.executions({ status: "queued", agentNames, limit: 1 });
    const running = await store.executions.executions({ status: "running", agentNames, limit: 1 });
    if (queued.length + running.length === 0) return;
    await wait(clock, pollMs, signal).catch(() => {});
  }
}
