import type { CallOutcome } from "../models/journal-entry.js";
import type { JsonObject } from "../models/json.js";
import type { Tool, ToolCall } from "../ports/tool.js";
import type { AgentDefinition } from "../engine/agent-definition.js";

/** What a scripted agent's model says in one turn: the tools to call, by name. None ends the run. */
export type ScriptedTurn = readonly string[];

export interface ScriptedAgent extends AgentDefinition {
  /** Turns that the model was asked for, in order: a turn that stands here twice was paid twice. */
  readonly asked: number[];
}

/** A think-and-act loop with a model of its own that counts what it is asked. */
export function scriptedAgent(
  turns: readonly ScriptedTurn[],
  tools: readonly Tool[] = [],
  extra: Partial<AgentDefinition> = {},
): ScriptedAgent {
  const asked: number[] = [];
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  return {
    name: "coder",
    asked,
    async run(run) {
      for (;;) {
        const { turn } = run;
        const calls = await run.step(
          "reply",
          () => {
            asked.push(turn);
            return [...(turns[turn - 1] ?? [])];
          },
          { usage: () => ({ inputTokens: 10, outputTokens: 5, costMicroUsd: 2 }) },
        );
        const outcomes = await run.calls(
          byName,
          calls.map((tool, index): ToolCall => ({ callId: String(index), tool, args: { turn } })),
        );
        await run.checkpoint({
          messages: [{ role: "assistant", turn }, ...outcomes.map(toolMessage)],
          state: { last: turn },
        });
        if (calls.length === 0) return `done after ${turn} turns`;
      }
    },
    ...extra,
  };
}

function toolMessage(outcome: CallOutcome): JsonObject {
  return { role: "tool", content: outcome.ok ? outcome.value : outcome.error };
}

/** A tool that counts its runs, by idempotency key. */
export function countingTool(
  declaration: Partial<Tool<JsonObject>> & { readonly name: string },
): Tool<JsonObject> & { readonly keys: string[] } {
  const keys: string[] = [];
  return {
    keys,
    run: (_args, { key }) => {
      keys.push(key);
      return `${declaration.name} ran`;
    },
    ...declaration,
  };
}
