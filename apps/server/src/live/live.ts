import type { Clock, Log, Store, WatchMessage } from "@holdfast/core";
import type { TrackedEnvelope } from "@trpc/server";
import type { ServerLimits } from "../server-limits.js";
import { EventTail } from "./event-tail.js";
import { HeartbeatPulse } from "./heartbeat-pulse.js";
import { watchStream, type WatchRequest } from "./watch-stream.js";

export interface LiveOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: Pick<ServerLimits, "recentEvents" | "replayedEvents">;
  readonly heartbeatIntervalMs: number;
}

/** What all watchers of a server share: one reader of the event log and one of the heartbeats. */
export class Live {
  readonly #options: LiveOptions;
  readonly #tail: EventTail;
  readonly #pulse: HeartbeatPulse;

  constructor(options: LiveOptions) {
    const { store, clock, log, limits, heartbeatIntervalMs } = options;
    this.#options = options;
    this.#tail = new EventTail({ store, clock, log, recentEvents: limits.recentEvents });
    this.#pulse = new HeartbeatPulse({ executions: store.executions, clock, log, intervalMs: heartbeatIntervalMs });
  }

  /** One watcher's messages, until the signal. @throws `not_found` for the project. */
  watch(request: WatchRequest, signal: AbortSignal): AsyncGenerator<TrackedEnvelope<WatchMessage>, void, undefined> {
    const { store, clock, limits } = this.#options;
    const { replayedEvents } = limits;
    return watchStream(request, { store, clock, tail: this.#tail, pulse: this.#pulse, replayedEvents }, signal);
  }

  /** Something was changed through this server: tell of it now. */
  nudge(): void {
    this.#tail.nudge();
  }

  close(): void {
    this.#tail.close();
    this.#pulse.close();
  }
}
