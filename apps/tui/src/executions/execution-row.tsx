import type { Execution } from "@holdfast/core";
import { memo } from "react";
import type { PlacedColumn } from "../list/columns.js";
import { rowCells } from "../list/row-cells.js";
import { Line } from "../screen/line.js";
import { compact } from "../text/amounts.js";
import type { Tone } from "../theme/tone.js";
import type { ExecutionColumn } from "./execution-columns.js";
import { tokensOf } from "./execution-order.js";
import { statusLooks } from "./status-look.js";

export interface ExecutionRowProps {
  readonly execution: Execution;
  readonly prompt: string;
  /** How old the heartbeat is, or for how long it has been as it is; changes at most once a second. */
  readonly age: string;
  readonly ageTone: Tone;
  readonly sparkline: string;
  readonly columns: readonly PlacedColumn<ExecutionColumn>[];
  readonly width: number;
  readonly selected: boolean;
}

/** One execution in the list; painted again only when something in it is different. */
export const ExecutionRow = memo(function ExecutionRow({
  execution,
  prompt,
  age,
  ageTone,
  sparkline,
  columns,
  width,
  selected,
}: ExecutionRowProps) {
  const { glyph, tone } = statusLooks[execution.status];
  const cells = {
    heartbeat: { text: age, tone: ageTone },
    status: { text: `${glyph} ${execution.status}`, tone },
    agent: { text: execution.agentName, tone: "dim" },
    turn: { text: compact(execution.turn) },
    tokens: { text: compact(tokensOf(execution)), tone: "dim" },
    activity: { text: sparkline, tone: "accent" },
    task: { text: prompt },
  } as const;
  return <Line spans={rowCells(columns, cells, selected)} width={width} selected={selected} />;
});
