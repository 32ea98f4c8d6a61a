import type { Frame } from "../app/frame.js";
import { bodyOf } from "../app/layout.js";
import { splitColumns, type Split } from "../panes/split.js";
import type { Span } from "../theme/tone.js";
import { executionCard } from "./execution-card.js";
import { listedCheckpoints, listedEvents } from "./execution-history.js";
import type { ExecutionSight, ExecutionState } from "./execution-state.js";

const titleLines = 1;

/** Below the card there is always room for some checkpoints and events. */
const leastPaneLines = 4;

/** Free columns at both sides of the card. */
export const cardMargin = 1;

/** A view that is open for long lets go of what has ended long ago. */
const forgotten: ExecutionLayout["card"] = [
  [{ text: "This execution ended long ago and is no longer followed.", tone: "dim" }],
];

export interface ExecutionLayout extends Split {
  readonly columns: number;
  readonly card: readonly (readonly Span[])[];
  /** Of each pane below the card, without its title. */
  readonly rows: number;
}

export function executionLayout({ executionId }: ExecutionState, frame: Frame): ExecutionLayout {
  const { columns, height } = bodyOf(frame);
  const execution = frame.moment.view.executions.get(executionId);
  const card = execution ? executionCard(execution, frame.moment, columns - 2 * cardMargin) : forgotten;
  const shown = card.slice(0, Math.max(0, height - leastPaneLines));
  return {
    ...splitColumns(columns, 0.42),
    columns,
    card: shown,
    rows: Math.max(0, height - shown.length - titleLines),
  };
}

/** What of the panes can be seen, which is what moving in them goes by. */
export function executionSight(screen: ExecutionState, frame: Frame): ExecutionSight {
  const { rows: height } = executionLayout(screen, frame);
  const { moment, loads } = frame;
  const execution = moment.view.executions.get(screen.executionId);
  const ids = execution ? listedCheckpoints(execution, moment.view, loads).map(({ id }) => id) : [];
  return {
    checkpoints: { ids, height },
    events: { count: listedEvents(screen.executionId, moment.view, loads).length, height },
  };
}
