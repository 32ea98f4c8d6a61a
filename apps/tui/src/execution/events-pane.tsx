import type { Frame } from "../app/frame.js";
import { eventLine } from "../events/event-line.js";
import { scrolledTop } from "../list/scroll.js";
import { LinesPane } from "../panes/lines-pane.js";
import { paneTitle } from "../panes/pane-title.js";
import { listedEvents } from "./execution-history.js";
import type { ExecutionState } from "./execution-state.js";

export interface EventsPaneProps {
  readonly screen: ExecutionState;
  readonly frame: Frame;
  readonly width: number;
  readonly rows: number;
  readonly divided: boolean;
}

/** The events of the open execution, newest first. */
export function EventsPane({ screen, frame, width, rows, divided }: EventsPaneProps) {
  const { moment, loads } = frame;
  const events = listedEvents(screen.executionId, moment.view, loads);
  const top = scrolledTop(screen.eventsTop, { count: events.length, height: rows });
  const title = paneTitle(
    { title: "Events", notes: [String(events.length)], focused: screen.pane === "events" },
    width,
  );
  const lines = events.slice(top, top + rows).map((event) => eventLine(event, moment.nowMs));
  return <LinesPane lines={[title, ...lines]} width={width} height={rows + 1} divided={divided} />;
}
