import type { JsonObject } from "@holdfast/core";
import type { ChatRequest } from "./chat-request.js";

export interface ScriptedToolCall {
  readonly name: string;
  /** A string is sent verbatim, so that a script can play a model that writes broken JSON. */
  readonly args: JsonObject | string;
  /** Default: made from the request, the same for the same request. */
  readonly id?: string;
}

/** A normal reply: text, tool calls, or both. */
export interface ScriptedMessage {
  readonly text?: string;
  readonly reasoning?: string;
  readonly toolCalls?: readonly ScriptedToolCall[];
  /** Default: `tool_calls` when there are tool calls, otherwise `stop`. */
  readonly finishReason?: "stop" | "length" | "tool_calls" | "content_filter";
  /** Default: a quarter of the characters, both ways. */
  readonly usage?: { readonly inputTokens: number; readonly outputTokens: number };
  /** Milliseconds before the first byte. */
  readonly delayMs?: number;
  /** Milliseconds before each further chunk of a streamed reply. */
  readonly chunkDelayMs?: number;
  /** Cuts the connection after this many chunks of a streamed reply, or half-way through the body of one that is not. */
  readonly dropAfterChunks?: number;
}

/** An HTTP error with OpenAI's error body. */
export interface ScriptedError {
  readonly error: {
    readonly status: number;
    readonly message: string;
    readonly type?: string;
    readonly code?: string;
    /** Sent as Retry-After: seconds, or an HTTP date. */
    readonly retryAfter?: number | string;
  };
  readonly delayMs?: number;
}

/** Cuts the connection without an answer. */
export interface ScriptedDrop {
  readonly drop: true;
  readonly delayMs?: number;
}

export type ScriptedReply = ScriptedMessage | ScriptedError | ScriptedDrop;

/** Must depend on the request alone, so that it gives the same replies to a client that was killed and came back. */
export type Script = (request: ChatRequest) => ScriptedReply | Promise<ScriptedReply>;
