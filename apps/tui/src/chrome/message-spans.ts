import type { Frame } from "../app/frame.js";
import { fitEnd } from "../text/display-width.js";
import { printable } from "../text/printable.js";
import type { Span } from "../theme/tone.js";

/** The line above the hints: what is being typed, or what there is to tell. */
export function messageSpans({ state, moment, size }: Frame): readonly Span[] {
  const { mode, notice } = state;
  if (mode.type === "prompt") {
    return [
      { text: mode.kind === "filter" ? " / " : " : ", tone: "key" },
      { text: fitEnd(printable(mode.text), size.columns - 4) },
      { text: "▏", tone: "accent" },
    ];
  }
  const { error } = moment.view;
  if (error !== null) return [{ text: ` The server refuses to be watched: ${error.message}`, tone: "bad" }];
  if (notice === null || notice.untilMs <= moment.nowMs) return [];
  return [
    { text: " ", tone: notice.tone },
    { text: notice.text, tone: notice.tone },
  ];
}
