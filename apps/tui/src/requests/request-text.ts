import type { Answer, Execution } from "@holdfast/core";
import { tokensOf } from "../executions/execution-order.js";
import { shortId } from "../execution/status-lines.js";
import { compact } from "../text/amounts.js";
import type { Request } from "./request.js";

export interface RequestText {
  readonly title: string;
  /** What will change. */
  readonly changes: readonly string[];
  /** Said when it is done. */
  readonly done: string;
}

/** What a person has to know before saying yes. */
export function requestText(request: Request): RequestText {
  const name = `${request.execution.agentName} ${shortId(request.execution.id)}`;
  switch (request.type) {
    case "cancel":
      return {
        title: `Cancel ${name}?`,
        changes: [...cancelNotes(request.execution), "This is final: a cancelled execution cannot be resumed."],
        done: `${name} is cancelled.`,
      };
    case "resume":
      return {
        title: `Resume ${name}?`,
        changes: [
          `It is queued again and goes on after turn ${request.execution.turn}; finished calls are not repeated.`,
          ...(request.execution.status === "halted"
            ? [
                `It stopped at its ${request.execution.halt.replaceAll("_", " ")}; a bound that is still reached stops it again.`,
              ]
            : []),
        ],
        done: `${name} is queued again.`,
      };
    case "answer": {
      const { tool } = request.execution.question;
      return {
        title: `Answer ${name}: ${answerText[request.answer].title(tool)}?`,
        changes: [
          answerText[request.answer].change(tool),
          "The execution is queued again and goes on with this answer.",
        ],
        done: `${name} has its answer.`,
      };
    }
  }
}

function cancelNotes(execution: Execution): readonly string[] {
  const work = `Its ${compact(execution.turn)} turns and ${compact(tokensOf(execution))} tokens of work stay stored; its task is cancelled.`;
  return execution.status === "running" ? ["It stops at once; a call in flight may still take effect.", work] : [work];
}

const answerText: Readonly<
  Record<Answer, { readonly title: (tool: string) => string; readonly change: (tool: string) => string }>
> = {
  happened: {
    title: (tool) => `${tool} happened`,
    change: (tool) => `${tool} is recorded as done and is not run again.`,
  },
  did_not_happen: {
    title: (tool) => `${tool} did not happen`,
    change: (tool) => `${tool} is run again under the same idempotency key.`,
  },
  allow: { title: (tool) => `allow ${tool}`, change: (tool) => `${tool} is run, with the arguments shown.` },
  deny: {
    title: (tool) => `deny ${tool}`,
    change: (tool) => `${tool} is not run; the agent is told that it was denied.`,
  },
};
