import type { HoldfastEvent } from "@holdfast/core";
import { age } from "../text/durations.js";
import type { Span } from "../theme/tone.js";
import { eventText } from "./event-text.js";

/** One event, newest-first lists start with its age. */
export function eventLine({ at, body }: HoldfastEvent, nowMs: number): readonly Span[] {
  return [
    { text: age(nowMs - Date.parse(at)), width: 4, align: "right", tone: "dim" },
    { text: "  " },
    eventText(body),
  ];
}
