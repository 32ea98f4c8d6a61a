import type { Execution } from "@holdfast/core";
import { heartbeatLook, type HeartbeatLook } from "../executions/heartbeat-look.js";
import type { Moment } from "../live/paced-live.js";
import { compact, dollars, plural } from "../text/amounts.js";
import { duration } from "../text/durations.js";
import { cut } from "../text/display-width.js";
import { wrapText } from "../text/wrap-text.js";
import type { Span } from "../theme/tone.js";
import { limitMeters } from "./limit-meters.js";
import { questionLines } from "./question-lines.js";
import { statusLines } from "./status-lines.js";

const promptLines = 3;

/** Far more than the lines of a prompt that are shown can hold. */
const promptCharacters = 4_000;

/** All that is to be said about an execution in a few lines: its task, its status, its progress, its question. */
export function executionCard(execution: Execution, moment: Moment, width: number): readonly (readonly Span[])[] {
  const { view, nowMs } = moment;
  const prompt = view.tasks.get(execution.taskId)?.prompt ?? "";
  return [
    ...firstLines(wrapText(prompt.slice(0, promptCharacters), width), promptLines, width).map((text) => [
      { text, tone: "strong" as const },
    ]),
    ...statusLines(execution, nowMs, width),
    ...progressLines(execution, moment, width),
    ...limitMeters(execution, width),
    ...(execution.status === "waiting" ? questionLines(execution.question, width) : []),
  ];
}

function progressLines(execution: Execution, moment: Moment, width: number): readonly (readonly Span[])[] {
  const { id, turn, usage, activeMs, attempts, agentName } = execution;
  const heartbeat = moment.view.heartbeats.get(id);
  const beat: readonly Span[] = heartbeat ? [beatSpan(heartbeatLook(heartbeat, moment))] : [];
  const facts = [
    `turn ${turn}`,
    agentName,
    `${compact(usage.inputTokens)} → ${compact(usage.outputTokens)} tokens`,
    ...(usage.costMicroUsd > 0 ? [dollars(usage.costMicroUsd)] : []),
    ...(activeMs > 0 ? [duration(activeMs)] : []),
    ...(attempts > 0 ? [plural(attempts, "recovery attempt")] : []),
  ]
    // A line ends between two facts, not in one.
    .map((fact) => fact.replaceAll(" ", "\u00a0"))
    .join("\u00a0· ");
  const beatColumns = beat.reduce((sum, { text }) => sum + text.length, 0);
  const [first = "", ...more] = wrapText(facts, width - beatColumns);
  return [
    [...beat, { text: first, tone: "dim" }],
    ...more.map((text): readonly Span[] => [{ text: " ".repeat(beatColumns) }, { text, tone: "dim" }]),
  ];
}

function beatSpan({ label, tone }: HeartbeatLook): Span {
  return { text: `${label}  `, tone };
}

function firstLines(lines: readonly string[], count: number, width: number): readonly string[] {
  if (lines.length <= count) return lines;
  return [...lines.slice(0, count - 1), `${cut(lines[count - 1] ?? "", width - 1)}…`];
}
