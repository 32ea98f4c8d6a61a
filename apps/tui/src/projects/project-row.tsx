import { memo } from "react";
import { Line } from "../screen/line.js";
import type { Span } from "../theme/tone.js";
import type { ProjectSummary } from "./project-summary.js";
import { countSpans } from "./status-bar.js";

/** Columns of the name; the counts take the rest. */
export interface ProjectColumns {
  readonly name: number;
  readonly age: number;
}

export interface ProjectRowProps {
  readonly summary: ProjectSummary;
  /** How long ago something happened in it. */
  readonly age: string;
  readonly columns: ProjectColumns;
  readonly width: number;
  readonly selected: boolean;
}

export const ProjectRow = memo(
  function ProjectRow({ summary, age, columns, width, selected }: ProjectRowProps) {
    const { project, counts } = summary;
    const counted = countSpans(counts);
    const spans: Span[] = [
      { text: selected ? "▌" : " ", tone: "accent" },
      project.status === "active" ? { text: "● ", tone: "good" } : { text: "‖ ", tone: "warn" },
      { text: project.name, width: columns.name, tone: "strong" },
      { text: age, width: columns.age, align: "right", tone: "dim" },
      { text: "   " },
      ...(counted.length > 0 ? counted : [{ text: "no executions", tone: "dim" } as const]),
    ];
    return <Line spans={spans} width={width} selected={selected} />;
  },
  // Summaries are made anew for each frame; most say the same.
  (before, after) =>
    before.age === after.age &&
    before.selected === after.selected &&
    before.width === after.width &&
    before.columns.name === after.columns.name &&
    before.summary.project === after.summary.project &&
    JSON.stringify(before.summary.counts) === JSON.stringify(after.summary.counts),
);
