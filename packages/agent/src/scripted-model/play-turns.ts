import { type ChatMessage, type ChatRequest, type ChatToolCall, textOf } from "./chat-request.js";
import type { Script, ScriptedReply, ScriptedToolCall } from "./scripted-reply.js";

/** What a loop tells the model about a call that may or may not have happened. */
const uncertain = /outcome unknown/i;

/**
 * A script that gives the replies in order, one an assistant turn. Where it stands is read from the request alone, so
 * a client that was killed, resumed, forked or rolled back gets the reply that comes next in *its* conversation.
 *
 * It behaves as a sensible model does: when a tool result says that its call's outcome is unknown, it makes that call
 * again before it goes on. A conversation longer than the script is answered with a 400, never with silence.
 */
export function playTurns(turns: readonly ScriptedReply[]): Script {
  return (request) => {
    const given = turnsGiven(request.messages);
    const again = uncertainCalls(request.messages);
    if (again.length > 0)
      return { toolCalls: again.map((call, position) => repeated(call, callId(given - 1, position, request))) };
    const reply = turns[given] ?? exhausted(turns.length);
    if (!("toolCalls" in reply) || reply.toolCalls === undefined) return reply;
    const toolCalls = reply.toolCalls.map((call, position) => ({ id: callId(given, position, request), ...call }));
    return { ...reply, toolCalls };
  };
}

function exhausted(turns: number): ScriptedReply {
  const message = `The script has ${turns} turns, and this conversation asks for one more.`;
  return { error: { status: 400, code: "script_exhausted", message } };
}

/**
 * How many turns the conversation has seen. Call ids carry their turn, so that a repeated call does not count as a
 * turn of its own, and messages dropped from the start of a compacted conversation do not set the script back.
 */
function turnsGiven(messages: readonly ChatMessage[]): number {
  let given = 0;
  for (const message of messages) {
    if (message.role !== "assistant") continue;
    const turn = message.tool_calls?.map((call) => turnOfCallId(call.id)).find((found) => found !== undefined);
    given = turn === undefined ? given + 1 : Math.max(given, turn + 1);
  }
  return given;
}

function uncertainCalls(messages: readonly ChatMessage[]): readonly ChatToolCall[] {
  const last = messages.findLastIndex((message) => message.role === "assistant");
  const asked = messages[last];
  if (asked?.role !== "assistant") return [];
  const unknown = new Set<string>();
  for (const message of messages.slice(last + 1)) {
    if (message.role === "tool" && uncertain.test(textOf(message))) unknown.add(message.tool_call_id);
  }
  return (asked.tool_calls ?? []).filter((call) => unknown.has(call.id));
}

function repeated(call: ChatToolCall, id: string): ScriptedToolCall {
  return { id, name: call.function.name, args: call.function.arguments };
}

// The number of messages makes a repeated call's id differ from the first one's.
function callId(turn: number, position: number, request: ChatRequest): string {
  return `call_${turn}_${position}_${request.messages.length}`;
}

function turnOfCallId(id: string): number | undefined {
  const turn = /^call_(\d+)_\d+_\d+$/.exec(id)?.[1];
  return turn === undefined ? undefined : Number(turn);
}
