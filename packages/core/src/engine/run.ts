import type { Context } from "../models/context.js";
import type { AgentId, ExecutionId, ProjectId, TaskId } from "../models/ids.js";
import type { CallOutcome } from "../models/journal-entry.js";
import type { Json, JsonObject } from "../models/json.js";
import type { RunSettings } from "../models/run-settings.js";
import type { Usage } from "../models/usage.js";
import type { Tool, ToolCall } from "../ports/tool.js";

export interface StepContext {
  /** The step's idempotency key. A step that was interrupted runs again, from its start, under the same key. */
  readonly key: string;
  readonly signal: AbortSignal;
}

export interface StepOptions<T> {
  /** What the step consumed, recorded with its value. A step with usage is a model call: the run's limits are checked before it. */
  readonly usage?: ((value: T) => Usage) | undefined;
}

/** What a completed turn adds to the context. */
export interface TurnAdditions {
  readonly messages?: readonly JsonObject[] | undefined;
  /** State keys to set; a key set to undefined is removed. */
  readonly state?: Readonly<Record<string, Json | undefined>> | undefined;
  /** Replace all earlier messages and state instead of adding to them. */
  readonly reset?: boolean | undefined;
}

/**
 * What an agent's code runs on. The first run and a run resumed after a crash are the same to it: `context` holds what
 * was committed, and a step, reply or call of the unfinished turn that had finished before answers from the journal.
 */
export interface Run {
  readonly executionId: ExecutionId;
  readonly projectId: ProjectId;
  readonly agentId: AgentId;
  readonly taskId: TaskId;
  /** The task's text. */
  readonly prompt: string;
  /** Absolute path of the folder the agent works in. */
  readonly workspace: string;
  readonly settings: RunSettings;
  /** Aborted when the run must stop at once. */
  readonly signal: AbortSignal;
  /** The turn in progress, from 1. */
  readonly turn: number;
  /** Everything up to the last completed turn, and the runtime's notices since. */
  readonly context: Context;

  /**
   * A named piece of work whose value is durable once it is there. Names are per turn; a repeated name is numbered in
   * order of the calls (`fetch`, `fetch#2`), so steps of one name must not race each other.
   */
  step<T extends Json>(name: string, work: (step: StepContext) => T | Promise<T>, options?: StepOptions<T>): Promise<T>;

  /** One journaled tool call. @throws `tool_failed` when the tool failed or its outcome is unknown. */
  tool<Args extends JsonObject>(tool: Tool<Args>, args: Args): Promise<Json>;

  /**
   * The tool calls of one model reply, in order; neighbours without effects run side by side. A failed call is an
   * outcome, not an exception. A name without a tool is a failed call.
   */
  calls(tools: ReadonlyMap<string, Tool>, calls: readonly ToolCall[]): Promise<readonly CallOutcome[]>;

  /**
   * Completes the turn: commits what it adds to the context, and a checkpoint every Nth turn. A turn that cannot be
   * written does not stop the agent: it stays in the journal and is committed with the next one.
   */
  checkpoint(additions: TurnAdditions): Promise<void>;
}
