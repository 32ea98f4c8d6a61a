import type { ChatRequest } from "./chat-request.js";
import type { ScriptedMessage } from "./scripted-reply.js";

export interface ChatUsage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
}

/** What the reply says it cost: the script's own numbers, or a quarter of the characters. */
export function usageOf(request: ChatRequest, reply: ScriptedMessage): ChatUsage {
  const prompt =
    reply.usage?.inputTokens ?? quarter(JSON.stringify(request.messages) + JSON.stringify(request.tools ?? []));
  const said = (reply.reasoning ?? "") + (reply.text ?? "") + JSON.stringify(reply.toolCalls ?? []);
  const completion = reply.usage?.outputTokens ?? quarter(said);
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}

function quarter(text: string): number {
  return Math.ceil(text.length / 4);
}
