import { Box } from "ink";
import type { Frame } from "../app/frame.js";
import { LinesPane } from "../panes/lines-pane.js";
import { cardMargin, executionLayout } from "./execution-layout.js";
import { CheckpointsPane } from "./checkpoints-pane.js";
import { EventsPane } from "./events-pane.js";
import type { ExecutionState } from "./execution-state.js";
import { useExecutionLoads } from "./use-execution-loads.js";

export interface ExecutionScreenProps {
  readonly screen: ExecutionState;
  readonly frame: Frame;
}

/** One execution: its card, and below it its checkpoints and its events. */
export function ExecutionScreen({ screen, frame }: ExecutionScreenProps) {
  useExecutionLoads(screen.executionId, frame);
  const { columns, main, side, card, rows } = executionLayout(screen, frame);
  const margin = { text: " ".repeat(cardMargin) };
  const focus = screen.pane;
  return (
    <Box flexDirection="column">
      <LinesPane lines={card.map((spans) => [margin, ...spans])} width={columns} height={card.length} />
      <Box>
        {side > 0 || focus === "checkpoints" ? (
          <CheckpointsPane screen={screen} frame={frame} width={main} rows={rows} />
        ) : null}
        {side > 0 || focus === "events" ? (
          <EventsPane screen={screen} frame={frame} width={side || main} rows={rows} divided={side > 0} />
        ) : null}
      </Box>
    </Box>
  );
}
