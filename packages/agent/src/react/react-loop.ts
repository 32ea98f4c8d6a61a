import { type CallOutcome, HoldfastError, type Json, type JsonObject, type Run } from "@holdfast/core";
import type { ModelMessage, StopCondition, ToolCallPart, ToolModelMessage, ToolSet } from "ai";
import { dropUndefined } from "../model/drop-undefined.js";
import { costMicroUsd, type ModelPrice } from "../model/model-price.js";
import { type ModelReply, textOf, toolCallsOf } from "../model/model-reply.js";
import type { AgentToolSet } from "../tool-set/agent-tool-set.js";
import { completedSteps, withReplyRecord } from "./completed-steps.js";

/** What a ReAct loop works with. */
export interface ReactLoop {
  readonly tools: AgentToolSet;
  readonly stopWhen: readonly StopCondition<ToolSet>[];
  readonly maxTurns: number | undefined;
  readonly price: ModelPrice | undefined;
  /** Asks the model for its next reply, retries included. */
  readonly ask: (messages: readonly ModelMessage[], signal: AbortSignal) => Promise<ModelReply>;
}

/**
 * One turn after another until the model answers without calling a tool. Its state is the conversation, so it goes on
 * from wherever the run's context stands.
 */
export async function runReactLoop(run: Run, loop: ReactLoop): Promise<Json> {
  assertPriced(run, loop);
  for (;;) {
    // A run that was killed after its last turn was committed has nothing left to ask.
    const { answer } = run.context.state;
    if (answer !== undefined) return answer;
    await runTurn(run, loop);
  }
}

/** Reply, durably; its tool calls, through the journal; then all of it into the conversation, in one commit. */
async function runTurn(run: Run, loop: ReactLoop): Promise<void> {
  assertTurnsLeft(run, loop);
  const task: ModelMessage[] = run.turn === 1 ? [{ role: "user", content: run.prompt }] : [];
  const conversation = [...modelMessages(run.context.messages), ...task];

  const reply = await run.step("reply", ({ signal }) => loop.ask(conversation, signal), {
    usage: ({ usage }) => ({
      inputTokens: usage.inputTokens,
      outputTokens: usage.outputTokens,
      costMicroUsd: costMicroUsd(usage, loop.price),
    }),
  });
  const lacking = lackOf(reply);
  if (lacking !== undefined) return failTurn(run, [...task, withReplyRecord(reply)], lacking);

  const calls = toolCallsOf(reply);
  const results = calls.length === 0 ? [] : [await callTools(run, loop, reply, calls, conversation)];
  const messages = [...task, withReplyRecord(reply), ...results];
  const ends = calls.length === 0 || (await stops(loop, [...conversation, ...messages]));
  await run.checkpoint({
    messages: storable(messages),
    ...(ends && { state: { answer: textOf(reply) } }),
  });
}

/** Commits the turn all the same: asked again after a change of its settings, the agent goes on from what it said. */
async function failTurn(run: Run, messages: readonly ModelMessage[], lacking: string): Promise<never> {
  const notice: ModelMessage = { role: "user", content: `[Holdfast] Your reply ${lacking}. Go on from there.` };
  await run.checkpoint({ messages: storable([...messages, notice]) });
  throw new HoldfastError("model_failed", `The model's reply ${lacking}.`, { details: { retryable: false } });
}

async function callTools(
  run: Run,
  { tools }: ReactLoop,
  reply: ModelReply,
  calls: readonly ToolCallPart[],
  conversation: readonly ModelMessage[],
): Promise<ToolModelMessage> {
  const outcomes = new Map<string, CallOutcome>(
    reply.faults.map(({ callId, error }) => [callId, { ok: false, error }]),
  );
  const runnable = calls.filter((call) => !outcomes.has(call.toolCallId));
  const settled = await run.calls(
    tools.executable(conversation),
    runnable.map((call) => ({ callId: call.toolCallId, tool: call.toolName, args: call.input as JsonObject })),
  );
  for (const [index, { toolCallId }] of runnable.entries()) outcomes.set(toolCallId, settled[index] as CallOutcome);
  const content = calls.map((call) => tools.resultOf(call, outcomes.get(call.toolCallId) as CallOutcome));
  return { role: "tool", content: await Promise.all(content) };
}

async function stops({ stopWhen }: ReactLoop, conversation: readonly ModelMessage[]): Promise<boolean> {
  for (const condition of stopWhen) {
    if (await condition({ steps: completedSteps(conversation) })) return true;
  }
  return false;
}

function assertTurnsLeft(run: Run, { maxTurns }: ReactLoop): void {
  if (maxTurns === undefined || run.turn <= maxTurns) return;
  throw new HoldfastError(
    "limit_reached",
    `The agent was not done after the ${maxTurns} turns that its maxTurns allows.`,
    {
      details: { maxTurns },
    },
  );
}

function assertPriced(run: Run, { price }: ReactLoop): void {
  if (run.settings.maxCostMicroUsd === null || price !== undefined) return;
  throw new HoldfastError(
    "config_invalid",
    "This run has a budget in money, and the agent's model has no price: set `price`.",
    {
      details: { field: "price" },
    },
  );
}

/** Why a reply is no end of the task and no step towards it either. One that calls tools is a step, however it ended. */
function lackOf(reply: ModelReply): string | undefined {
  if (toolCallsOf(reply).length > 0) return undefined;
  if (reply.finishReason === "content-filter") return "was withheld by the provider's content filter";
  if (reply.finishReason === "length") return "was cut off at its output limit (maxOutputTokens)";
  return undefined;
}

function storable(messages: readonly ModelMessage[]): readonly JsonObject[] {
  return dropUndefined(messages) as JsonObject[];
}

/** The run's messages are those that this loop added, and the runtime's notices, which are user messages. */
function modelMessages(messages: readonly JsonObject[]): readonly ModelMessage[] {
  return messages as unknown as readonly ModelMessage[];
}
