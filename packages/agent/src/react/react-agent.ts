import { createHash } from "node:crypto";
import { type AgentDefinition, HoldfastError } from "@holdfast/core";
import type { StopCondition, ToolSet } from "ai";
import { callModel, type ModelSettings } from "../model/call-model.js";
import { type ModelPrice, validatePrice } from "../model/model-price.js";
import { type RetryPorts, systemRetryPorts, withRetries } from "../model/retry.js";
import { AgentToolSet, type AgentTools } from "../tool-set/agent-tool-set.js";
import { runReactLoop } from "./react-loop.js";

export interface ReactAgentOptions extends ModelSettings, Pick<AgentDefinition, "onChange" | "recovery"> {
  readonly name: string;
  /** By the names that the model calls them by: ours, and the AI SDK's, with or without a declaration. */
  readonly tools?: AgentTools;
  /** Ends the run with the text so far after a turn that called tools; any of them. Default: the model decides. */
  readonly stopWhen?: StopCondition<ToolSet> | readonly StopCondition<ToolSet>[];
  /** More turns than this are a failure of the agent, `limit_reached`. Default: no bound but the run's own. */
  readonly maxTurns?: number;
  /** Needed for runs with a budget in money. */
  readonly price?: ModelPrice;
  /** Time and chance for the retries of model calls; tests bring their own. */
  readonly retry?: Partial<RetryPorts>;
}

/**
 * An agent that thinks, calls tools and repeats until it answers with text, which is its task's result.
 *
 * Takes what the AI SDK's ToolLoopAgent takes, and runs it durably: a reply is recorded before its tools run and is
 * never paid for twice, every tool call goes through the journal, and a turn is committed when its calls are settled.
 *
 * @throws {HoldfastError} `config_invalid`, naming the field.
 */
export function reactAgent(options: ReactAgentOptions): AgentDefinition {
  const { name, onChange, recovery, tools = {}, stopWhen = [], maxTurns, price, retry, ...settings } = options;
  if (maxTurns !== undefined && !(Number.isInteger(maxTurns) && maxTurns > 0)) {
    throw new HoldfastError("config_invalid", `maxTurns must be a whole number > 0, found ${maxTurns}.`, {
      details: { field: "maxTurns" },
    });
  }
  validatePrice(price);
  const toolSet = new AgentToolSet(tools);
  const ports = { ...systemRetryPorts, ...retry };
  const loop = {
    tools: toolSet,
    maxTurns,
    price,
    stopWhen: typeof stopWhen === "function" ? [stopWhen] : stopWhen,
    ask: (messages: Parameters<typeof callModel>[2], signal: AbortSignal) =>
      withRetries(() => callModel(settings, toolSet.offered, messages, signal), signal, ports),
  };
  return {
    name,
    fingerprint: fingerprintOf(options, toolSet),
    onChange,
    recovery,
    run: (run) => runReactLoop(run, loop),
  };
}

function fingerprintOf({ name, model, instructions }: ReactAgentOptions, tools: AgentToolSet): string {
  const modelName = typeof model === "string" ? model : `${model.provider}/${model.modelId}`;
  const shape = JSON.stringify(["react", name, modelName, instructions, tools.description]);
  return createHash("sha256").update(shape).digest("hex").slice(0, 16);
}
