import type { HoldfastEvent } from "../models/event.js";
import type { ExecutionId, ProjectId } from "../models/ids.js";
import { wait, type Clock } from "../ports/clock.js";
import type { EventLog } from "../ports/event-log.js";

export interface TailOptions {
  readonly log: EventLog;
  readonly clock: Clock;
  /** Only events with a greater number. */
  readonly after: number;
  readonly projectId?: ProjectId | undefined;
  readonly executionId?: ExecutionId | undefined;
  /** How often to look for new ones, in milliseconds. Default 100. */
  readonly pollMs?: number | undefined;
  /** Ends the iteration, after what is in the log by then. */
  readonly signal: AbortSignal;
}

const pageSize = 500;

/** Every event after a cursor, in order and once, as they are committed by whatever process. Ends with the signal. */
export async function* tailEvents({
  log,
  clock,
  pollMs = 100,
  signal,
  ...query
}: TailOptions): AsyncGenerator<HoldfastEvent, void, void> {
  let { after } = query;
  for (;;) {
    const ending = signal.aborted;
    const page = await log.read({ ...query, after, limit: pageSize });
    for (const event of page) {
      after = event.seq;
      yield event;
    }
    if (page.length === pageSize) continue;
    if (ending) return;
    await wait(clock, pollMs, signal).catch(() => {});
  }
}
