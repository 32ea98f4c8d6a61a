import type { Frame } from "../app/frame.js";
import { bodyOf } from "../app/layout.js";
import type { ListSight } from "../list/list-state.js";
import { splitColumns, type Split } from "../panes/split.js";
import { listedExecutions, type ExecutionsState } from "./executions-state.js";

/** The title of the pane and the titles of its columns. */
const headLines = 2;

export interface ExecutionsLayout extends Split {
  readonly height: number;
  readonly rows: number;
}

export function executionsLayout(frame: Frame): ExecutionsLayout {
  const { columns, height } = bodyOf(frame);
  return { ...splitColumns(columns, 0.6), height, rows: Math.max(0, height - headLines) };
}

/** What of the list can be seen, which is what moving in it goes by. */
export function executionsSight(screen: ExecutionsState, frame: Frame): ListSight {
  return { ids: listedExecutions(frame.moment.view, screen).map(({ id }) => id), height: executionsLayout(frame).rows };
}
