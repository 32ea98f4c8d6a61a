import type { Context } from "@holdfast/core";
import type { TuiActions } from "../src/tui-actions.js";
import { at } from "./sample-rows.js";
import type { SampleWorld } from "./sample-world.js";
import { sampleCheckpoint } from "./sample-rows.js";

export const sampleContext: Context = {
  messages: [
    { role: "system", content: "You mend software. Change as little as you can, and say what you did." },
    { role: "user", content: "Mend the failing test in cart.test.ts and say why it failed." },
    {
      role: "assistant",
      content: [
        { type: "text", text: "I will run the test first." },
        { type: "tool-call", toolName: "run_tests", input: { path: "cart.test.ts" } },
      ],
    },
    {
      role: "tool",
      content: [
        {
          type: "tool-result",
          toolName: "run_tests",
          output: { failed: 1, passed: 40, first: "total() adds the discount twice" },
        },
      ],
    },
    {
      role: "assistant",
      content: "The discount is applied in total() and again in checkout(). I will take it out of checkout().",
    },
  ],
  state: { plan: ["run the test", "find the cause", "mend it"], attempts: 1, branch: "mend/cart-discount" },
};

/** What a server would answer, and a record of what it was asked to change. */
export interface SampleActions extends TuiActions {
  readonly asked: string[];
}

export function createSampleActions(world: SampleWorld, nowMs: number): SampleActions {
  const asked: string[] = [];
  const ask = async (what: string) => void asked.push(what);
  return {
    asked,
    cancel: (id) => ask(`cancel ${id}`),
    resume: (id) => ask(`resume ${id}`),
    answer: (id, answer) => ask(`answer ${id} ${answer}`),
    checkpoints: async (executionId) => {
      const execution = world.getSnapshot().executions.get(executionId);
      if (!execution) return [];
      const turns = Array.from({ length: Math.min(40, execution.turn) }, (_, back) => execution.turn - back);
      return turns.map((turn) => sampleCheckpoint(execution, turn, nowMs - (execution.turn - turn) * 9_000));
    },
    events: async (executionId) => {
      const execution = world.getSnapshot().executions.get(executionId);
      if (!execution) return [];
      const event = { executionId, projectId: execution.projectId };
      return Array.from({ length: 12 }, (_, index) => [
        {
          ...event,
          seq: -100 + index * 3,
          at: at(nowMs - (12 - index) * 9_000),
          body: {
            type: "call.finished" as const,
            turn: index,
            key: `${index}`,
            tool: "run_tests",
            ok: index % 5 !== 4,
          },
        },
        {
          ...event,
          seq: -99 + index * 3,
          at: at(nowMs - (12 - index) * 9_000 + 400),
          body: { type: "turn.committed" as const, turn: index },
        },
      ]).flat();
    },
    checkpoint: async (id) => ({ id, turn: 1, context: sampleContext }),
  };
}
