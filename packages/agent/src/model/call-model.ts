import {
  type AssistantModelMessage,
  type CallSettings,
  type LanguageModel,
  type LanguageModelUsage,
  type ModelMessage,
  streamText,
  type SystemModelMessage,
  type TelemetrySettings,
  type ToolChoice,
  type ToolSet,
} from "ai";
import { modelReply, type ModelReply } from "./model-reply.js";

/** How a model is called, every turn alike: what the AI SDK's ToolLoopAgent takes, but what the runtime decides itself. */
export type ModelSettings = Omit<CallSettings, "abortSignal" | "maxRetries"> & {
  readonly model: LanguageModel;
  readonly instructions?: string | SystemModelMessage | SystemModelMessage[];
  readonly toolChoice?: ToolChoice<ToolSet>;
  readonly providerOptions?: NonNullable<AssistantModelMessage["providerOptions"]>;
  readonly experimental_telemetry?: TelemetrySettings;
};

/**
 * Asks the model for one reply. Streams it, because a long reply that is not streamed looks to every proxy on the way
 * like a dead connection; nothing of it counts before it is whole.
 *
 * @param tools without `execute`: it is the run that executes them.
 * @throws whatever the AI SDK or the connection throws; the signal's reason when it aborts.
 */
export async function callModel(
  settings: ModelSettings,
  tools: ToolSet,
  messages: readonly ModelMessage[],
  signal: AbortSignal,
): Promise<ModelReply> {
  const { instructions, ...rest } = settings;
  const result = streamText({
    ...rest,
    ...(instructions !== undefined && { system: instructions }),
    messages: [...messages],
    tools,
    maxRetries: 0,
    abortSignal: signal,
    // It is thrown below; the default prints it.
    onError: () => undefined,
  });
  for await (const part of result.fullStream) {
    if (part.type === "error") throw part.error;
    if (part.type === "abort") throw abortReason(signal);
  }
  const [{ messages: replied }, calls, finishReason, usage] = await Promise.all([
    result.response,
    result.toolCalls,
    result.finishReason,
    result.usage,
  ]);
  const message = replied.find((candidate) => candidate.role === "assistant");
  return modelReply({
    message,
    calls,
    finishReason,
    usage: counted(usage, { instructions, messages, tools }, message),
  });
}

/** Some servers do not say what a call took. A budget is better off with a rough count than with none. */
function counted(usage: LanguageModelUsage, asked: object, said: unknown): LanguageModelUsage {
  const { inputTokens = roughTokens(asked), outputTokens = roughTokens(said) } = usage;
  return { ...usage, inputTokens, outputTokens };
}

function roughTokens(value: unknown): number {
  return Math.ceil((JSON.stringify(value) ?? "").length / 4);
}

// Without the run's own signal it was the time-out of the settings.
function abortReason(signal: AbortSignal): unknown {
  return signal.aborted ? signal.reason : new DOMException("The model took longer than its time-out.", "TimeoutError");
}
