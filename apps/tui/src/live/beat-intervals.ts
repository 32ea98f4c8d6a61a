import type { Heartbeat, WorkerId } from "@holdfast/core";

/** The interval of a worker that has not beaten twice yet: core's default. */
const assumedMs = 30_000;
const shortestMs = 1_000;
const remembered = 4;

interface Beats {
  readonly lastMs: number;
  /** The newest gaps between beats that were seen. */
  readonly gapsMs: readonly number[];
}

/** Learns how often each worker beats, which no message says, from the beats themselves. */
export class BeatIntervals {
  readonly #beats = new Map<WorkerId, Beats>();

  observe({ workerId, lastHeartbeatAt }: Heartbeat): void {
    const beatMs = Date.parse(lastHeartbeatAt);
    const beats = this.#beats.get(workerId);
    if (beats && beatMs <= beats.lastMs) return;
    const gapsMs = beats ? [beatMs - beats.lastMs, ...beats.gapsMs].slice(0, remembered) : [];
    this.#beats.set(workerId, { lastMs: beatMs, gapsMs });
  }

  /** The shortest gap seen lately: a longer one may have a missed beat in it. Milliseconds. */
  of(workerId: WorkerId): number {
    const gapsMs = this.#beats.get(workerId)?.gapsMs ?? [];
    return gapsMs.length === 0 ? assumedMs : Math.max(shortestMs, Math.min(...gapsMs));
  }
}
