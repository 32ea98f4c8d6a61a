import type { Failure } from "./failure.js";
import type { GivenAnswer } from "./answer.js";
import { type Execution, ExecutionBase, executionStatuses, type HaltReason, type Question } from "./execution.js";
import type { WorkerId } from "./ids.js";
import type { Json } from "./json.js";
import type { RunSettingsChange } from "./run-settings.js";
import { timestampOf } from "./timestamp.js";

/** Something that moves an execution from one status to another. */
export type ExecutionChange =
  | { readonly type: "claim"; readonly workerId: WorkerId; readonly fence: number }
  | {
      readonly type: "queue";
      readonly reason: "released" | "retry";
      readonly notBefore?: number;
      readonly failure?: Failure;
    }
  | { readonly type: "resume"; readonly settings?: RunSettingsChange | undefined }
  | ({ readonly type: "answer" } & GivenAnswer)
  | { readonly type: "wait"; readonly question: Question }
  | { readonly type: "halt"; readonly halt: HaltReason }
  | { readonly type: "complete"; readonly result: Json }
  | { readonly type: "fail"; readonly failure: Failure }
  | { readonly type: "abandon"; readonly failure: Failure }
  | { readonly type: "cancel" };

export interface ChangeRefused {
  readonly refused: true;
  readonly message: string;
}

/** Which changes each status allows. `claim` of a running execution is the takeover of an expired lease. */
const allowed = {
  queued: ["claim", "cancel"],
  running: ["claim", "queue", "wait", "halt", "complete", "fail", "abandon", "cancel"],
  waiting: ["answer", "cancel"],
  halted: ["resume", "cancel"],
  completed: [],
  failed: ["resume", "cancel"],
  abandoned: [],
  cancelled: [],
} as const satisfies Record<Execution["status"], readonly ExecutionChange["type"][]>;

/** The execution after a change, or why the change is refused. Pure. @param nowMs wall clock, milliseconds. */
export function changeExecution(
  execution: Execution,
  change: ExecutionChange,
  nowMs: number,
): Execution | ChangeRefused {
  if (!allows(execution.status, change.type)) {
    const from = executionStatuses.filter((status) => allows(status, change.type));
    const message = `Execution ${execution.id} is ${execution.status}; ${change.type} takes one that is ${from.join(", ")}.`;
    return { refused: true, message };
  }
  const base = ExecutionBase.parse(execution);
  const at = timestampOf(nowMs);
  const again = { status: "queued", notBefore: null, failure: null } as const;
  switch (change.type) {
    case "claim":
      return {
        ...base,
        // The takeover of an expired lease is a recovery attempt; a run that gave itself back is not.
        attempts: execution.status === "running" ? base.attempts + 1 : base.attempts,
        status: "running",
        workerId: change.workerId,
        fence: change.fence,
        startedAt: at,
      };
    case "queue":
      return {
        ...base,
        status: "queued",
        reason: change.reason,
        notBefore: change.notBefore === undefined ? null : timestampOf(change.notBefore),
        failure: change.failure ?? null,
      };
    case "resume":
      return { ...base, ...again, attempts: 0, settings: { ...base.settings, ...change.settings }, reason: "resumed" };
    case "answer":
      return { ...base, ...again, reason: "answered" };
    case "wait":
      return { ...base, status: "waiting", question: change.question, since: at };
    case "halt":
      return { ...base, status: "halted", halt: change.halt, since: at };
    case "complete":
      return { ...base, attempts: 0, status: "completed", result: change.result, endedAt: at };
    case "fail":
      return { ...base, status: "failed", failure: change.failure, endedAt: at };
    case "abandon":
      return { ...base, status: "abandoned", failure: change.failure, endedAt: at };
    case "cancel":
      return { ...base, status: "cancelled", endedAt: at };
  }
}

function allows(status: Execution["status"], type: ExecutionChange["type"]): boolean {
  return (allowed[status] as readonly string[]).includes(type);
}

export function isRefused(outcome: Execution | ChangeRefused): outcome is ChangeRefused {
  return "refused" in outcome;
}
