import type { Json, JsonObject } from "../models/json.js";

/**
 * What running a tool can change: nothing, the workspace's files, or the world outside.
 * Calls with no effect need no intent and may run side by side; the others are journaled one at a time.
 */
export type ToolEffects = "none" | "workspace" | "external";

/**
 * How a call that was interrupted between its intent and its result is settled when the execution resumes:
 * - `read`: it changes nothing, run it again
 * - `idempotent`: repeating it with the same key and arguments is safe, run it again
 * - `reconcile`: ask the tool whether it happened (`Tool.reconcile`)
 * - `restore`: as `ask`, until workspaces can be put back to a snapshot
 * - `ask`: never repeat it; the agent is told that the outcome is unknown
 * - `ask_person`: never repeat it; the execution waits until a person says what happened
 */
export type ToolRecovery = "read" | "idempotent" | "reconcile" | "restore" | "ask" | "ask_person";

export interface ToolContext {
  /** The idempotency key: the same for every try of this call, different for every other call. Never made from arguments. */
  readonly key: string;
  /** 1 for the first try of this call, 2 after one uncertain interruption, … */
  readonly attempt: number;
  /** Aborted when the execution must stop now: lease lost, immediate shutdown, time-out. */
  readonly signal: AbortSignal;
  /** How long this worker may be silent before others take over: what a tool starts must not outlive it by more. */
  readonly leaseMs: number;
  /** Absolute path of the execution's workspace; tools with workspace effects must stay inside it. */
  readonly workspace: string;
  /** What `prepare` returned for this call, as it was recorded with the intent. */
  readonly evidence: Json | undefined;
  /**
   * Throws `lease_lost` when this worker may no longer act for the execution. A tool calls it right before an
   * effect that cannot be undone, so that a worker that was frozen does not act late.
   */
  readonly guard: () => void;
}

/** `applied` may carry the result to hand to the agent in place of the lost one. */
export type ReconcileVerdict = "applied" | "absent" | "unknown" | { readonly status: "applied"; readonly result: Json };

/** What the journal needs of a tool; loops extend it with what their model needs (description, schema). */
export interface Tool<Args = never> {
  readonly name: string;
  /** Default: `external`. */
  readonly effects?: ToolEffects | undefined;
  /** Default: `read` for effects `none`, otherwise `ask`. */
  readonly recovery?: ToolRecovery | undefined;
  /**
   * Runs before the intent is recorded; its value is kept with the intent as evidence for `reconcile`. Must have no
   * effect. A thrown error is the call's recorded failure: the call never starts.
   */
  readonly prepare?: ((args: Args, context: ToolContext) => Json | Promise<Json>) | undefined;
  /** Runs the call. Its value must be JSON; a thrown error becomes the call's recorded failure. */
  readonly run: (args: Args, context: ToolContext) => Json | Promise<Json>;
  /** Tells whether an interrupted call took effect. Required for recovery `reconcile`. */
  readonly reconcile?: ((args: Args, context: ToolContext) => ReconcileVerdict | Promise<ReconcileVerdict>) | undefined;
}

/** One call of a tool, as a model's reply or a hand-written loop asks for it. */
export interface ToolCall {
  /** Identifies the call within its turn; stable across resumes. */
  readonly callId: string;
  readonly tool: string;
  readonly args: JsonObject;
}
