import { createHash } from "node:crypto";
import type { ChatRequest, ChatToolCall } from "./chat-request.js";
import { type ChatUsage, usageOf } from "./reply-usage.js";
import type { ScriptedMessage } from "./scripted-reply.js";

/** A scripted message with everything filled in that the protocol wants. */
export interface Completion {
  readonly id: string;
  readonly model: string;
  readonly reasoning: string;
  readonly text: string;
  readonly toolCalls: readonly ChatToolCall[];
  readonly finishReason: string;
  readonly usage: ChatUsage;
}

export function completionOf(request: ChatRequest, reply: ScriptedMessage): Completion {
  const digest = createHash("sha256").update(JSON.stringify(request.messages)).digest("hex").slice(0, 16);
  const toolCalls = (reply.toolCalls ?? []).map((call, position): ChatToolCall => ({
    id: call.id ?? `call_${digest}_${position}`,
    type: "function",
    function: { name: call.name, arguments: typeof call.args === "string" ? call.args : JSON.stringify(call.args) },
  }));
  return {
    id: `chatcmpl-${digest}`,
    model: request.model,
    reasoning: reply.reasoning ?? "",
    text: reply.text ?? "",
    toolCalls,
    finishReason: reply.finishReason ?? (toolCalls.length > 0 ? "tool_calls" : "stop"),
    usage: usageOf(request, reply),
  };
}

/** The body of a reply that is not streamed. */
export function completionBody(completion: Completion): object {
  return {
    id: completion.id,
    object: "chat.completion",
    created: 0,
    model: completion.model,
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: completion.text === "" ? null : completion.text,
          ...(completion.reasoning !== "" && { reasoning_content: completion.reasoning }),
          ...(completion.toolCalls.length > 0 && { tool_calls: completion.toolCalls }),
        },
        finish_reason: completion.finishReason,
      },
    ],
    usage: completion.usage,
  };
}

/** The same reply as server-sent chunks, in pieces as small as a real model's. */
export function* completionChunks(completion: Completion, includeUsage: boolean): Generator<object> {
  const head = { id: completion.id, object: "chat.completion.chunk", created: 0, model: completion.model };
  const chunk = (delta: object, finishReason: string | null = null) => ({
    ...head,
    choices: [{ index: 0, delta, finish_reason: finishReason }],
    ...(includeUsage && { usage: null }),
  });
  yield chunk({ role: "assistant", content: "" });
  for (const piece of pieces(completion.reasoning)) yield chunk({ reasoning_content: piece });
  for (const piece of pieces(completion.text)) yield chunk({ content: piece });
  for (const [index, call] of completion.toolCalls.entries()) {
    yield chunk({
      tool_calls: [{ index, id: call.id, type: call.type, function: { name: call.function.name, arguments: "" } }],
    });
    for (const piece of pieces(call.function.arguments))
      yield chunk({ tool_calls: [{ index, function: { arguments: piece } }] });
  }
  yield chunk({}, completion.finishReason);
  if (includeUsage) yield { ...head, choices: [], usage: completion.usage };
}

const pieceLength = 16;

// Cut by code points: half a surrogate pair does not survive UTF-8.
function* pieces(text: string): Generator<string> {
  const points = Array.from(text);
  for (let start = 0; start < points.length; start += pieceLength)
    yield points.slice(start, start + pieceLength).join("");
}
