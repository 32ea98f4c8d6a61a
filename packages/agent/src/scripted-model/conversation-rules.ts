import type { ChatMessage } from "./chat-request.js";

/**
 * What the real API refuses about a conversation, or undefined. A client that resumes from stored messages breaks
 * exactly these rules when it loses or doubles a tool result, so a stand-in that accepts anything would hide it.
 */
export function conversationFault(messages: readonly ChatMessage[]): string | undefined {
  let unanswered = new Set<string>();
  for (const [index, message] of messages.entries()) {
    if (message.role === "tool") {
      if (!unanswered.delete(message.tool_call_id)) {
        return `messages[${index}]: tool_call_id '${message.tool_call_id}' answers no tool call of the preceding assistant message, or answers it twice`;
      }
      continue;
    }
    if (unanswered.size > 0) {
      return `messages[${index}]: no tool message answers the tool calls ${[...unanswered].join(", ")}`;
    }
    if (message.role === "assistant") {
      unanswered = new Set(message.tool_calls?.map((call) => call.id));
      if (unanswered.size !== (message.tool_calls?.length ?? 0))
        return `messages[${index}]: two tool calls share an id`;
    }
  }
  if (unanswered.size > 0)
    return `the last assistant message's tool calls ${[...unanswered].join(", ")} are not answered`;
  return undefined;
}
