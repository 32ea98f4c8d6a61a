import type { Context, Json, JsonObject } from "@holdfast/core";
import { jsonPreview } from "../text/json-preview.js";
import { wrapText } from "../text/wrap-text.js";
import { plural } from "../text/amounts.js";
import type { Span, Tone } from "../theme/tone.js";

type Lines = readonly (readonly Span[])[];

/** The newest messages, and the beginning of each: a context can be longer than anybody scrolls. */
const shownMessages = 300;
const shownCharacters = 8_000;

const roleTones: Readonly<Record<string, Tone>> = { system: "dim", user: "info", assistant: "accent", tool: "good" };

/** The conversation of a context, oldest first as it was held. */
export function messageLines({ messages }: Context, width: number): Lines {
  const shown = messages.slice(-shownMessages);
  const left = messages.length - shown.length;
  const earlier: Lines = left > 0 ? [[{ text: `… ${plural(left, "earlier message")}`, tone: "dim" }], []] : [];
  return [...earlier, ...shown.flatMap((message) => [...oneMessage(message, width), []])];
}

function oneMessage(message: JsonObject, width: number): Lines {
  const role = typeof message.role === "string" ? message.role : "message";
  const content =
    message.content === undefined
      ? [message]
      : Array.isArray(message.content)
        ? (message.content as readonly Json[])
        : [message.content];
  return [
    [{ text: role, tone: roleTones[role] ?? "strong" }],
    ...content.flatMap((part) => partLines(part, width - 2)),
  ];
}

/** One part of a message: its text, or a tool's call or result in one line. */
function partLines(part: Json, width: number): Lines {
  const indented = (text: string, tone?: Tone) =>
    wrapText(text.slice(0, shownCharacters), width).map((line) => [{ text: "  " }, { text: line, tone }]);
  if (typeof part === "string") return indented(part);
  if (isObject(part)) {
    if (typeof part.text === "string") return indented(part.text);
    if (part.type === "tool-call")
      return indented(`→ ${nameOf(part)}(${jsonPreview(part.input ?? part.args ?? null)})`, "accent");
    if (part.type === "tool-result")
      return indented(`← ${nameOf(part)}: ${jsonPreview(part.output ?? part.result ?? null)}`, "good");
  }
  return indented(jsonPreview(part), "dim");
}

/** The keys of a context's state, each with its value in short. */
export function stateLines({ state }: Context, width: number): Lines {
  const keys = Object.keys(state);
  if (keys.length === 0) return [[{ text: "No state keys.", tone: "dim" }]];
  return keys.flatMap((key) => [
    [{ text: key, tone: "accent" }],
    ...wrapText(jsonPreview(state[key] ?? null), width - 2).map((line): readonly Span[] => [
      { text: "  " },
      { text: line },
    ]),
  ]);
}

function nameOf(part: JsonObject): string {
  return typeof part.toolName === "string" ? part.toolName : "tool";
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
