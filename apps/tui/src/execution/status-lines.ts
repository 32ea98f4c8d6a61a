import type { Execution } from "@holdfast/core";
import { statusLooks } from "../executions/status-look.js";
import { age, duration } from "../text/durations.js";
import { jsonPreview } from "../text/json-preview.js";
import { wrapText } from "../text/wrap-text.js";
import type { Span, Tone } from "../theme/tone.js";

type Lines = readonly (readonly Span[])[];

/** The status, and what goes with it: why it failed, what it made, when it goes on. */
export function statusLines(execution: Execution, nowMs: number, width: number): Lines {
  const { glyph, tone } = statusLooks[execution.status];
  const head: Span[] = [
    { text: `${glyph} ${execution.status}`, tone },
    { text: ` · ${statusNote(execution, nowMs)}`, tone: "dim" },
  ];
  return [head, ...statusBody(execution, width)];
}

function statusNote(execution: Execution, nowMs: number): string {
  const ago = (at: string) => age(nowMs - Date.parse(at));
  switch (execution.status) {
    case "queued": {
      const waitMs = execution.notBefore === null ? 0 : Date.parse(execution.notBefore) - nowMs;
      return waitMs > 0
        ? `${execution.reason}, starts in ${duration(waitMs)}`
        : `${execution.reason}, waits for a worker`;
    }
    case "running":
      return `for ${ago(execution.startedAt)} on worker ${shortId(execution.workerId)}`;
    case "waiting":
      return `for an answer since ${ago(execution.since)}`;
    case "halted":
      return `reached its ${execution.halt.replaceAll("_", " ")}, ${ago(execution.since)} ago`;
    case "completed":
    case "failed":
    case "abandoned":
    case "cancelled":
      return `${ago(execution.endedAt)} ago`;
  }
}

function statusBody(execution: Execution, width: number): Lines {
  switch (execution.status) {
    case "failed":
    case "abandoned":
      return told(`${execution.failure.message} (${execution.failure.code})`, "bad", width);
    case "queued":
      return execution.failure ? told(`after: ${execution.failure.message}`, "warn", width) : [];
    case "completed":
      return told(
        typeof execution.result === "string" ? execution.result : jsonPreview(execution.result),
        "plain",
        width,
      );
    case "running":
    case "waiting":
    case "halted":
    case "cancelled":
      return [];
  }
}

function told(text: string, tone: Tone, width: number): Lines {
  return wrapText(text.slice(0, 1_000), width - 2)
    .slice(0, 3)
    .map((line) => [{ text: `  ${line}`, tone }]);
}

/** The end of an id: that is where ids of the same moment differ. */
export function shortId(id: string): string {
  return id.slice(-6);
}
