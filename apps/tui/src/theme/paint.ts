import { displayWidth, fit, pad } from "../text/display-width.js";
import { printable } from "../text/printable.js";
import type { Theme } from "./theme.js";
import type { Span } from "./tone.js";

/** Code units per column that no text needs: the rest of a very long text is not even looked at. */
const enoughPerColumn = 16;

/**
 * Spans as terminal output of exactly `width` columns. Nothing reaches the screen on another way, so this is where
 * control characters in data lose their power.
 */
export function paint(spans: readonly Span[], width: number, theme: Theme, selected = false): string {
  const base = selected ? theme.selected : "";
  let painted = "";
  let left = width;
  for (const { text, tone = "plain", width: wanted, align } of spans) {
    if (left <= 0) break;
    const room = Math.min(left, wanted ?? left);
    const safe = printable(text.length > room * enoughPerColumn ? text.slice(0, room * enoughPerColumn) : text);
    const shown = wanted === undefined ? fit(safe, room) : pad(safe, room, align);
    painted += sequence(base, theme.tones[tone]) + shown;
    left -= displayWidth(shown);
  }
  if (left > 0) painted += sequence(base, "") + " ".repeat(left);
  return `${painted}\u001b[0m`;
}

/** Resets first, so that nothing of the span before stays on. */
function sequence(base: string, tone: string): string {
  return `\u001b[${["0", base, tone].filter((parameter) => parameter !== "").join(";")}m`;
}
