import { z } from "zod";
import { Failure } from "./failure.js";
import { AgentId, ExecutionId, Name, ProjectId, TaskId, WorkerId } from "./ids.js";
import { Json } from "./json.js";
import { RunSettings } from "./run-settings.js";
import { Timestamp } from "./timestamp.js";
import { Usage } from "./usage.js";

/** A question that parks an execution until a person answers it. */
export const Question = z
  .object({
    kind: z.enum(["uncertain_call", "approval"]),
    /** The call it is about: its idempotency key, tool and arguments. */
    key: z.string().min(1),
    tool: z.string().min(1),
    args: Json,
    text: z.string(),
  })
  .readonly();
export type Question = z.infer<typeof Question>;

/** Why an execution reached a bound of its run settings. */
export const HaltReason = z.enum(["max_turns", "timeout", "max_tokens", "max_cost"]);
export type HaltReason = z.infer<typeof HaltReason>;

/** What put an execution into the queue. */
export const QueueReason = z.enum(["new", "released", "retry", "answered", "resumed"]);
export type QueueReason = z.infer<typeof QueueReason>;

const base = {
  id: ExecutionId,
  projectId: ProjectId,
  agentId: AgentId,
  agentName: Name,
  taskId: TaskId,
  /** Turns completed. */
  turn: z.int().nonnegative(),
  /** Recovery attempts since the last progress. */
  attempts: z.int().nonnegative(),
  usage: Usage,
  /** Time spent running, in milliseconds, as of the last committed turn. */
  activeMs: z.int().nonnegative(),
  settings: RunSettings,
  createdAt: Timestamp,
  /** When a turn was last committed; null before the first. */
  progressAt: Timestamp.nullable(),
};

/** What an execution has in every status; parsing one with it drops what belongs to its status. */
export const ExecutionBase = z.object(base);

/** One agent's run of one task. */
export const Execution = z.discriminatedUnion("status", [
  z
    .object({
      ...base,
      status: z.literal("queued"),
      reason: QueueReason,
      notBefore: Timestamp.nullable(),
      failure: Failure.nullable(),
    })
    .readonly(),
  z
    .object({
      ...base,
      status: z.literal("running"),
      workerId: WorkerId,
      fence: z.int().positive(),
      startedAt: Timestamp,
    })
    .readonly(),
  z.object({ ...base, status: z.literal("waiting"), question: Question, since: Timestamp }).readonly(),
  z.object({ ...base, status: z.literal("halted"), halt: HaltReason, since: Timestamp }).readonly(),
  z.object({ ...base, status: z.literal("completed"), result: Json, endedAt: Timestamp }).readonly(),
  z.object({ ...base, status: z.literal("failed"), failure: Failure, endedAt: Timestamp }).readonly(),
  z.object({ ...base, status: z.literal("abandoned"), failure: Failure, endedAt: Timestamp }).readonly(),
  z.object({ ...base, status: z.literal("cancelled"), endedAt: Timestamp }).readonly(),
]);
export type Execution = z.infer<typeof Execution>;
export type ExecutionStatus = Execution["status"];

export const executionStatuses = [
  "queued",
  "running",
  "waiting",
  "halted",
  "completed",
  "failed",
  "abandoned",
  "cancelled",
] as const satisfies readonly ExecutionStatus[];
