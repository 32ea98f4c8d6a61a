import type { AssistantModelMessage, ModelMessage, StepResult, ToolCallPart, ToolResultPart, ToolSet } from "ai";
import { assistantMessageOf, type ModelReply } from "../model/model-reply.js";

/** Under this name a reply's message carries what its content does not tell. Providers ignore it. */
const recordName = "holdfast";

/** The reply's message as it is kept in the conversation, with its finish reason and usage. */
export function withReplyRecord(reply: ModelReply): AssistantModelMessage {
  const message = assistantMessageOf(reply);
  const record = { finishReason: reply.finishReason, usage: { ...reply.usage } };
  return { ...message, providerOptions: { ...message.providerOptions, [recordName]: record } };
}

/**
 * The conversation's turns as the AI SDK's stop conditions take them, rebuilt from the messages so that a resumed run
 * has the steps of all its predecessors. A step has its number, text, content, tool calls and results, finish reason
 * and usage; what only a live response knows (headers, warnings, the request) it does not have.
 */
export function completedSteps(conversation: readonly ModelMessage[]): StepResult<ToolSet>[] {
  const steps: StepResult<ToolSet>[] = [];
  for (const [index, message] of conversation.entries()) {
    if (message.role !== "assistant") continue;
    steps.push(stepOf(message, resultsIn(conversation[index + 1]), steps.length));
  }
  return steps;
}

function stepOf(
  message: AssistantModelMessage,
  results: readonly ToolResultPart[],
  stepNumber: number,
): StepResult<ToolSet> {
  const content =
    typeof message.content === "string" ? [{ type: "text" as const, text: message.content }] : message.content;
  const calls = content.filter((part): part is ToolCallPart => part.type === "tool-call");
  const toolResults = results.map(({ toolCallId, toolName, output }) => {
    const input = calls.find((call) => call.toolCallId === toolCallId)?.input;
    return { type: "tool-result", toolCallId, toolName, input, output: "value" in output ? output.value : output };
  });
  const text = content.map((part) => (part.type === "text" ? part.text : "")).join("");
  const { finishReason, usage } = message.providerOptions?.[recordName] ?? {};
  const step = {
    stepNumber,
    text,
    content: [...content, ...toolResults],
    toolCalls: calls,
    toolResults,
    finishReason,
    usage,
  };
  return step as unknown as StepResult<ToolSet>;
}

function resultsIn(message: ModelMessage | undefined): readonly ToolResultPart[] {
  if (message?.role !== "tool") return [];
  return message.content.filter((part) => part.type === "tool-result");
}
