import type { LiveView } from "@holdfast/client";
import type { ExecutionId } from "@holdfast/core";
import { sparkStep } from "../text/bars.js";
import { BeatIntervals } from "./beat-intervals.js";

/** One column of a sparkline. */
const bucketMs = 3_000;
const buckets = 16;

/** Turns per bucket that fill a column. */
const fullColumn = 4;

interface History {
  turn: number;
  beat: string;
  /** When the newest bucket began, in buckets since the epoch. */
  newest: number;
  /** By bucket number modulo `buckets`: 0 nothing was seen, 1 a sign of life, 1 + n also n turns. */
  readonly seen: Uint8Array;
}

/** What running executions did in the last 48 seconds, as far as this screen was there to see it. */
export class Activity {
  readonly intervals = new BeatIntervals();
  readonly #histories = new Map<ExecutionId, History>();
  #last: Pick<LiveView, "executions" | "heartbeats"> | undefined;

  observe(view: LiveView, nowMs: number): void {
    const { executions, heartbeats } = view;
    if (this.#last?.executions === executions && this.#last.heartbeats === heartbeats) return;
    this.#last = { executions, heartbeats };
    const now = Math.floor(nowMs / bucketMs);
    for (const heartbeat of heartbeats.values()) {
      this.intervals.observe(heartbeat);
      const turn = executions.get(heartbeat.executionId)?.turn ?? 0;
      this.#record(heartbeat.executionId, turn, heartbeat.lastHeartbeatAt, now);
    }
    for (const id of this.#histories.keys()) if (!heartbeats.has(id)) this.#histories.delete(id);
  }

  /** Newest at the right: a column's height tells turns, its presence a heartbeat. */
  sparkline(id: ExecutionId, columns: number, nowMs: number): string {
    const history = this.#histories.get(id);
    if (!history) return "";
    const now = Math.floor(nowMs / bucketMs);
    return Array.from({ length: Math.min(columns, buckets) }, (_, index) => {
      const seen = seenIn(history, now - Math.min(columns, buckets) + 1 + index);
      return seen === 0 ? "·" : sparkStep(seen - 1, fullColumn);
    }).join("");
  }

  #record(id: ExecutionId, turn: number, beat: string, now: number): void {
    const known = this.#histories.get(id);
    const history = known ?? { turn, beat: "", newest: now, seen: new Uint8Array(buckets) };
    if (!known) this.#histories.set(id, history);
    if (history.turn === turn && history.beat === beat) return;
    advance(history, now);
    const turns = Math.max(0, turn - history.turn);
    const slot = now % buckets;
    history.seen[slot] = Math.min(255, Math.max(1, history.seen[slot] ?? 0) + turns);
    history.turn = turn;
    history.beat = beat;
  }
}

/** Empties the buckets between the newest and now. */
function advance(history: History, now: number): void {
  for (let bucket = Math.max(history.newest + 1, now - buckets + 1); bucket <= now; bucket += 1)
    history.seen[bucket % buckets] = 0;
  history.newest = Math.max(history.newest, now);
}

function seenIn(history: History, bucket: number): number {
  const known = bucket <= history.newest && bucket > history.newest - buckets;
  return known ? (history.seen[bucket % buckets] ?? 0) : 0;
}
