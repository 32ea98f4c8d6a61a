import type { Answer, Execution } from "@holdfast/core";
import { choices } from "../execution/question-lines.js";

/** A change that a person wants; nothing is changed before it is confirmed. */
export type Request =
  | { readonly type: "cancel"; readonly execution: Execution }
  | { readonly type: "resume"; readonly execution: Extract<Execution, { status: "failed" | "halted" }> }
  | { readonly type: "answer"; readonly execution: Extract<Execution, { status: "waiting" }>; readonly answer: Answer };

export type RequestAction = "cancel" | "resume" | "affirm" | "negate";

/** The change that a key asks for, if this execution allows it. */
export function requestFor(action: RequestAction, execution: Execution): Request | undefined {
  const { status } = execution;
  switch (action) {
    case "cancel":
      return canBeCancelled(execution) ? { type: "cancel", execution } : undefined;
    case "resume":
      return status === "failed" || status === "halted" ? { type: "resume", execution } : undefined;
    case "affirm":
      return status === "waiting"
        ? { type: "answer", execution, answer: choices[execution.question.kind].yes.answer }
        : undefined;
    case "negate":
      return status === "waiting"
        ? { type: "answer", execution, answer: choices[execution.question.kind].no.answer }
        : undefined;
  }
}

function canBeCancelled({ status }: Execution): boolean {
  return status !== "completed" && status !== "abandoned" && status !== "cancelled";
}
