import type { Heartbeat } from "@holdfast/core";
import type { Moment } from "../live/paced-live.js";
import { freshnessOf, type Freshness } from "../live/freshness.js";
import { age } from "../text/durations.js";
import type { Span, Tone } from "../theme/tone.js";

const looks: Readonly<Record<Freshness, { readonly glyph: string; readonly tone: Tone }>> = {
  fresh: { glyph: "♥", tone: "good" },
  late: { glyph: "♡", tone: "warn" },
  stale: { glyph: "!", tone: "bad" },
};

export interface HeartbeatLook {
  readonly label: string;
  readonly tone: Tone;
  readonly freshness: Freshness;
}

/** How old a heartbeat is, and whether that is old for its worker: `♥ 2s`. */
export function heartbeatLook(heartbeat: Heartbeat, { nowMs, activity }: Moment): HeartbeatLook {
  const ageMs = Math.max(0, nowMs - Date.parse(heartbeat.lastHeartbeatAt));
  const freshness = freshnessOf(ageMs, activity.intervals.of(heartbeat.workerId));
  const { glyph, tone } = looks[freshness];
  return { label: `${glyph} ${age(ageMs)}`, tone, freshness };
}

export const heartbeatLegend: readonly Span[] = Object.entries(looks).flatMap(([freshness, { glyph, tone }]) => [
  { text: `${glyph} `, tone },
  { text: `${freshness}   `, tone: "dim" as const },
]);
