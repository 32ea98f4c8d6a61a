import type { CheckpointRef } from "@holdfast/core";
import type { Frame } from "../app/frame.js";
import { ListPane } from "../list/list-pane.js";
import { selectedIndex } from "../list/list-state.js";
import { paneTitle } from "../panes/pane-title.js";
import { Line } from "../screen/line.js";
import type { Span } from "../theme/tone.js";
import { checkpointLine } from "./checkpoint-line.js";
import { listedCheckpoints } from "./execution-history.js";
import type { ExecutionState } from "./execution-state.js";

export interface CheckpointsPaneProps {
  readonly screen: ExecutionState;
  readonly frame: Frame;
  readonly width: number;
  readonly rows: number;
}

/** The checkpoints of the open execution, newest first. */
export function CheckpointsPane({ screen, frame, width, rows }: CheckpointsPaneProps) {
  const { moment, loads } = frame;
  const execution = moment.view.executions.get(screen.executionId);
  const checkpoints = execution ? listedCheckpoints(execution, moment.view, loads) : [];
  const focused = screen.pane === "checkpoints";
  const place =
    checkpoints.length === 0
      ? ""
      : `${
          selectedIndex(
            screen.checkpoints,
            checkpoints.map(({ id }) => id),
          ) + 1
        }/${checkpoints.length}`;
  const row = (checkpoint: CheckpointRef, selected: boolean) => {
    const marked = selected && focused;
    const mark: Span = { text: marked ? "▌" : " ", tone: "accent" };
    return (
      <Line
        key={checkpoint.id}
        spans={[mark, ...checkpointLine(checkpoint, moment.nowMs)]}
        width={width}
        selected={marked}
      />
    );
  };
  return (
    <ListPane
      heads={[paneTitle({ title: "Checkpoints", place, focused }, width)]}
      rows={checkpoints}
      idOf={({ id }) => id}
      state={screen.checkpoints}
      width={width}
      height={rows}
      renderRow={row}
      empty={[{ text: `  ${emptyText(frame, screen)}`, tone: "dim" }]}
    />
  );
}

function emptyText({ loads }: Frame, { executionId }: ExecutionState): string {
  const load = loads.checkpoints.get(executionId);
  if (load?.status === "failed") return load.message;
  return load?.status === "ready" ? "No checkpoint yet." : "Loading …";
}
