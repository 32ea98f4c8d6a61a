import { displayWidth } from "../text/display-width.js";
import type { Span } from "../theme/tone.js";

export interface PaneTitle {
  readonly title: string;
  /** What is to be known about the content: how many, in what order. */
  readonly notes?: readonly string[];
  /** At the right end, for a place in a list. */
  readonly place?: string;
  /** The pane that the keys move in. */
  readonly focused?: boolean;
}

/** `─ Checkpoints · 12 ──────────── 3/12 ─`, as a line of a pane. */
export function paneTitle({ title, notes = [], place, focused = true }: PaneTitle, width: number): readonly Span[] {
  const shownNotes = notes.map((note) => ` · ${note}`).join("");
  const shownPlace = place === undefined ? "" : ` ${place} `;
  const used = displayWidth(title) + displayWidth(shownNotes) + displayWidth(shownPlace);
  const rule = "─".repeat(Math.max(1, width - used - 4));
  return [
    { text: focused ? "━ " : "─ ", tone: focused ? "accent" : "faint" },
    { text: title, tone: focused ? "strong" : "dim" },
    { text: shownNotes, tone: "dim" },
    { text: ` ${rule}`, tone: "faint" },
    { text: shownPlace, tone: "dim" },
    { text: "─", tone: "faint" },
  ];
}
