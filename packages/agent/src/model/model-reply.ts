import type { JsonObject } from "@holdfast/core";
import type { AssistantModelMessage, LanguageModelUsage, ToolCallPart } from "ai";
import { dropUndefined } from "./drop-undefined.js";

export type TokenUsage = {
  readonly inputTokens: number;
  /** Of the input tokens, those that the provider read from its cache. */
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
};

/** One reply of a model, plain JSON: it is recorded before any of its tool calls runs. */
export type ModelReply = {
  /** An AI SDK assistant message, its tool calls told apart by their ids. */
  readonly message: JsonObject;
  /** The tool calls that cannot be run, and why: they name no tool, or their arguments are not a JSON object. */
  readonly faults: readonly { readonly callId: string; readonly error: string }[];
  readonly finishReason: string;
  readonly usage: TokenUsage;
};

/** What the AI SDK reports of one reply. `calls` are the tool calls of the message, in its order. */
export interface ReportedReply {
  readonly message: AssistantModelMessage | undefined;
  readonly calls: readonly { readonly invalid?: boolean | undefined; readonly error?: unknown }[];
  readonly finishReason: string;
  readonly usage: LanguageModelUsage;
}

export function modelReply({ message, calls, finishReason, usage }: ReportedReply): ModelReply {
  const content = message?.content ?? "";
  const parts = typeof content === "string" ? content : withUniqueCallIds(content);
  const faults = callsIn(parts).flatMap((call, index) => {
    const error = faultOf(call, calls[index]);
    return error === undefined ? [] : [{ callId: call.toolCallId, error }];
  });
  return {
    message: dropUndefined({ ...message, role: "assistant", content: parts }) as JsonObject,
    faults,
    finishReason,
    usage: {
      inputTokens: usage.inputTokens ?? 0,
      cachedInputTokens: usage.inputTokenDetails.cacheReadTokens ?? 0,
      outputTokens: usage.outputTokens ?? 0,
    },
  };
}

/** The calls that we are to run; a provider's own tools have been run by it. */
export function toolCallsOf(reply: ModelReply): readonly ToolCallPart[] {
  return callsIn(assistantMessageOf(reply).content).filter((call) => call.providerExecuted !== true);
}

export function textOf(reply: ModelReply): string {
  const { content } = assistantMessageOf(reply);
  if (typeof content === "string") return content;
  return content.map((part) => (part.type === "text" ? part.text : "")).join("");
}

/** The reply's message as the AI SDK types it. It is what `modelReply` made of one, through JSON. */
export function assistantMessageOf(reply: ModelReply): AssistantModelMessage {
  return reply.message as unknown as AssistantModelMessage;
}

function callsIn(content: AssistantModelMessage["content"]): ToolCallPart[] {
  return typeof content === "string" ? [] : content.filter((part) => part.type === "tool-call");
}

/** Some local models give several calls of one reply the same id; the journal and the next request need them apart. */
function withUniqueCallIds<Part extends { readonly type: string }>(parts: readonly Part[]): Part[] {
  const seen = new Set<string>();
  return parts.map((part) => {
    if (part.type !== "tool-call") return part;
    const { toolCallId } = part as unknown as ToolCallPart;
    let unique = toolCallId;
    for (let number = 2; seen.has(unique); number += 1) unique = `${toolCallId}-${number}`;
    seen.add(unique);
    return unique === toolCallId ? part : { ...part, toolCallId: unique };
  });
}

function faultOf(
  { toolName, input }: ToolCallPart,
  reported: ReportedReply["calls"][number] | undefined,
): string | undefined {
  if (reported?.invalid === true)
    return reported.error instanceof Error ? reported.error.message : String(reported.error);
  if (typeof input === "object" && input !== null && !Array.isArray(input)) return undefined;
  return `${toolName} was called with arguments that are not a JSON object.`;
}
