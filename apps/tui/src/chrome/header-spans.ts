import type { ScreenState } from "../app/app-state.js";
import type { Frame } from "../app/frame.js";
import { shortId } from "../execution/status-lines.js";
import { countSpans } from "../projects/status-bar.js";
import { displayWidth, fit } from "../text/display-width.js";
import type { Span } from "../theme/tone.js";
import { connectionSpans } from "./connection-spans.js";

/** The first line: where one is, at the left; at the right what runs, and whether that is live. */
export function headerSpans(frame: Frame): readonly Span[] {
  const { moment, size, state } = frame;
  const name = " ◆ Holdfast ";
  const connection = connectionSpans(moment.view.connection, moment.nowMs);
  const running = runningSpans(frame);
  const way = state.screens.map((screen) => ` ${titleOf(screen, frame)} `).join("›");
  const left = size.columns - displayWidth(name) - widthOf(connection) - 1;
  const withCounts = left - widthOf(running) >= displayWidth(way) ? running : [];
  const room = Math.max(0, left - widthOf(withCounts));
  return [
    { text: name, tone: "accent" },
    { text: fit(way, room - 1), width: room },
    ...withCounts,
    ...connection,
    { text: " " },
  ];
}

function titleOf(screen: ScreenState, { moment }: Frame): string {
  switch (screen.screen) {
    case "projects":
      return "projects";
    case "executions":
      return moment.view.projects.get(screen.projectId)?.name ?? "project";
    case "execution":
      return `${moment.view.executions.get(screen.executionId)?.agentName ?? "execution"} ${shortId(screen.executionId)}`;
    case "checkpoint":
      return `turn ${screen.checkpoint.turn}`;
  }
}

/** What wants a person and what runs, over all projects. */
function runningSpans({ moment }: Frame): readonly Span[] {
  const counts = { waiting: 0, running: 0 };
  for (const { status } of moment.view.executions.values())
    if (status === "waiting" || status === "running") counts[status] += 1;
  return countSpans(counts);
}

function widthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { text }) => sum + displayWidth(text), 0);
}
