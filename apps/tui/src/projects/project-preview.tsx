import type { LiveView } from "@holdfast/client";
import type { Execution, ProjectId } from "@holdfast/core";
import type { Frame } from "../app/frame.js";
import { eventLine } from "../events/event-line.js";
import { shortId } from "../execution/status-lines.js";
import { statusLooks } from "../executions/status-look.js";
import { LinesPane } from "../panes/lines-pane.js";
import { paneTitle } from "../panes/pane-title.js";
import { plural } from "../text/amounts.js";
import { age } from "../text/durations.js";
import type { Span } from "../theme/tone.js";
import type { ProjectSummary } from "./project-summary.js";
import { countSpans, statusBar } from "./status-bar.js";

export interface ProjectPreviewProps {
  readonly summary: ProjectSummary | undefined;
  readonly frame: Frame;
  readonly width: number;
  readonly height: number;
}

/** The selected project, beside the list: what its executions are at, what wants a person, what happened last. */
export function ProjectPreview({ summary, frame, width, height }: ProjectPreviewProps) {
  return <LinesPane lines={summary ? previewLines(summary, frame, width) : []} width={width} height={height} divided />;
}

type Lines = readonly (readonly Span[])[];

function previewLines({ project, counts, executions }: ProjectSummary, { moment }: Frame, width: number): Lines {
  const { view, nowMs } = moment;
  const agents = [...view.agents.values()].filter(({ projectId }) => projectId === project.id).map(({ name }) => name);
  const title = (text: string) => paneTitle({ title: text, focused: false }, width);
  const paused: Lines =
    project.status === "paused"
      ? [
          [
            {
              text: `‖ paused ${age(nowMs - Date.parse(project.pausedAt))} ago${project.reason ? `: ${project.reason}` : ""}`,
              tone: "warn",
            },
          ],
        ]
      : [];
  const counted = countSpans(counts);
  return [
    title(project.name),
    [{ text: project.root, tone: "dim" }],
    ...paused,
    [
      {
        text: `${plural(executions, "execution")} · ${agents.length > 0 ? agents.join(", ") : "no agents yet"}`,
        tone: "dim",
      },
    ],
    [],
    statusBar(counts, Math.min(width - 1, 48)),
    counted,
    [],
    ...attention(project.id, view, nowMs, title("Wants you")),
    title("Events"),
    ...view.events
      .filter(({ projectId, body }) => projectId === project.id && body.type !== "heartbeat.updated")
      .slice(-40)
      .toReversed()
      .map((event) => eventLine(event, nowMs)),
  ];
}

const shownAttention = 5;

/** The executions that go on only when a person does something. */
function attention(id: ProjectId, { executions }: LiveView, nowMs: number, title: readonly Span[]): Lines {
  const wanting = [...executions.values()].filter(
    (execution): execution is Extract<Execution, { status: "waiting" | "halted" }> =>
      execution.projectId === id && (execution.status === "waiting" || execution.status === "halted"),
  );
  if (wanting.length === 0) return [];
  const lines = wanting.slice(0, shownAttention).map((execution): readonly Span[] => {
    const { glyph, tone } = statusLooks[execution.status];
    const about =
      execution.status === "waiting"
        ? `asks about ${execution.question.tool}`
        : `reached its ${execution.halt.replaceAll("_", " ")}`;
    return [
      { text: age(nowMs - Date.parse(execution.since)), width: 4, align: "right", tone: "dim" },
      { text: `  ${glyph} `, tone },
      { text: `${execution.agentName} ${shortId(execution.id)} ${about}` },
    ];
  });
  const more: Lines =
    wanting.length > shownAttention
      ? [[{ text: `      and ${wanting.length - shownAttention} more`, tone: "dim" }]]
      : [];
  return [title, ...lines, ...more, []];
}
