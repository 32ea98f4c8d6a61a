import type { ExecutionStatus } from "@holdfast/core";
import { statusesByUrgency, statusLooks } from "../executions/status-look.js";
import type { Span } from "../theme/tone.js";
import type { ProjectSummary } from "./project-summary.js";

type Counts = ProjectSummary["counts"];

/** `? 1  ● 7  ✓ 120`: what the executions of a project are at, the urgent first. */
export function countSpans(counts: Counts): readonly Span[] {
  return statusesByUrgency.flatMap((status): readonly Span[] => {
    const count = counts[status] ?? 0;
    if (count === 0) return [];
    const { glyph, tone } = statusLooks[status];
    return [{ text: `${glyph} ${count.toLocaleString("en-US")}  `, tone }];
  });
}

/** The same as one bar of `width` columns, each status in proportion; whatever there is at least one of shows. */
export function statusBar(counts: Counts, width: number): readonly Span[] {
  const present = statusesByUrgency.filter((status) => (counts[status] ?? 0) > 0);
  const total = present.reduce((sum, status) => sum + (counts[status] ?? 0), 0);
  if (total === 0) return [{ text: "·".repeat(width), tone: "faint" }];
  const spare = Math.max(0, width - present.length);
  const exact = present.map((status) => ((counts[status] ?? 0) / total) * spare);
  const widths = exact.map((share) => 1 + Math.floor(share));
  // What rounding left over goes to the longest part, where it shows least.
  const longest = exact.indexOf(Math.max(...exact));
  const left = width - widths.reduce((sum, part) => sum + part, 0);
  return present.map((status, index) => ({
    text: fill[status].repeat(Math.max(0, (widths[index] ?? 0) + (index === longest ? left : 0))),
    tone: statusLooks[status].tone,
  }));
}

/** Different shades too: colour alone would not tell them apart. */
const fill: Readonly<Record<ExecutionStatus, string>> = {
  waiting: "▞",
  failed: "▚",
  halted: "▒",
  running: "█",
  queued: "░",
  abandoned: "▚",
  completed: "▓",
  cancelled: "·",
};
