import type { Execution } from "@holdfast/core";
import type { Frame } from "../app/frame.js";
import { eventLine } from "../events/event-line.js";
import { LinesPane } from "../panes/lines-pane.js";
import { paneTitle } from "../panes/pane-title.js";
import type { Span } from "../theme/tone.js";
import { checkpointLine } from "./checkpoint-line.js";
import { executionCard } from "./execution-card.js";
import { listedCheckpoints, listedEvents } from "./execution-history.js";
import { shortId } from "./status-lines.js";
import { useExecutionLoads } from "./use-execution-loads.js";

export interface ExecutionPreviewProps {
  readonly execution: Execution | undefined;
  readonly frame: Frame;
  readonly width: number;
  readonly height: number;
}

const shownCheckpoints = 4;

/** The selected execution, beside the list: its card, its newest checkpoints and events. */
export function ExecutionPreview({ execution, frame, width, height }: ExecutionPreviewProps) {
  useExecutionLoads(execution?.id, frame);
  return (
    <LinesPane lines={execution ? previewLines(execution, frame, width) : []} width={width} height={height} divided />
  );
}

function previewLines(execution: Execution, { moment, loads }: Frame, width: number): readonly (readonly Span[])[] {
  const { view, nowMs } = moment;
  const checkpoints = listedCheckpoints(execution, view, loads);
  const events = listedEvents(execution.id, view, loads);
  const title = (text: string, notes: readonly string[] = []) =>
    paneTitle({ title: text, notes, focused: false }, width);
  return [
    title(`${execution.agentName} ${shortId(execution.id)}`),
    ...executionCard(execution, moment, width),
    [],
    title("Checkpoints", checkpoints.length > 0 ? [String(checkpoints.length)] : ["none yet"]),
    ...checkpoints.slice(0, shownCheckpoints).map((checkpoint) => checkpointLine(checkpoint, nowMs)),
    [],
    title("Events"),
    ...events.slice(0, 40).map((event) => eventLine(event, nowMs)),
  ];
}
