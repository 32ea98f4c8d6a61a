import { z } from "zod";
import { HaltReason, Question, QueueReason } from "./execution.js";
import { Failure, FailureCategory } from "./failure.js";
import { AgentId, CheckpointId, ExecutionId, ProjectId, TaskId, WorkerId } from "./ids.js";
import { Settlement } from "./journal-entry.js";
import { Timestamp } from "./timestamp.js";

const turn = z.int().nonnegative();
const event = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.object({ type: z.literal(type), ...shape });

/** What an event says; the store adds its place in the log. */
export const EventBody = z.discriminatedUnion("type", [
  event("project.created", { name: z.string() }),
  event("agent.created", { agentId: AgentId, name: z.string() }),
  event("task.created", { taskId: TaskId, agentId: AgentId }),
  event("task.done", { taskId: TaskId }),
  event("task.failed", { taskId: TaskId, failure: Failure }),
  event("task.reassigned", {
    taskId: TaskId,
    fromAgentId: AgentId,
    toAgentId: AgentId,
    reassignments: z.int().positive(),
  }),

  event("execution.queued", { reason: QueueReason }),
  event("execution.started", { workerId: WorkerId, fence: z.int().positive() }),
  event("execution.resume_started", { workerId: WorkerId, fence: z.int().positive(), attempt: z.int().nonnegative() }),
  event("execution.resume_completed", { turn }),
  event("execution.resume_failed", { failure: Failure }),
  event("execution.waiting", { question: Question }),
  event("execution.halted", { halt: HaltReason }),
  event("execution.completed", {}),
  event("execution.failed", { failure: Failure }),
  event("execution.abandoned", { failure: Failure }),
  event("execution.cancelled", {}),
  event("execution.loop_not_checkpointable", { reason: z.string() }),

  event("heartbeat.updated", { workerId: WorkerId }),
  event("heartbeat.stale", { workerId: WorkerId, lastHeartbeatAt: Timestamp }),
  event("heartbeat.deleted", { workerId: WorkerId }),

  event("turn.replied", { turn, step: z.string(), inputTokens: z.int(), outputTokens: z.int() }),
  event("call.started", { turn, key: z.string(), tool: z.string(), attempt: z.int().positive() }),
  event("call.finished", { turn, key: z.string(), tool: z.string(), ok: z.boolean() }),
  event("call.settled", { turn, key: z.string(), tool: z.string(), settlement: Settlement, by: z.string() }),
  event("turn.committed", { turn }),

  event("checkpoint.saved", { checkpointId: CheckpointId, turn }),
  event("checkpoint.save_failed", { turn, code: z.string(), failures: z.int().positive() }),
  event("checkpoint.loaded", { checkpointId: CheckpointId, turn }),
  event("checkpoint.load_failed", {
    checkpointId: CheckpointId.nullable(),
    turn,
    code: z.string(),
    message: z.string(),
  }),
  event("checkpoint.deleted", {
    count: z.int().positive(),
    reason: z.enum(["retention", "abandoned", "pruned", "rewound"]),
  }),
  event("checkpoint.skipped", { turn, everyTurns: z.int().positive() }),

  event("recovery.started", {
    category: FailureCategory,
    attempt: z.int().positive(),
    maxAttempts: z.int().nonnegative(),
  }),
  event("recovery.resumed", { checkpointId: CheckpointId, turn, attempt: z.int().positive() }),
  event("recovery.no_checkpoint", {}),
  event("recovery.reconciled", { turn, notice: z.string(), settled: z.int().nonnegative() }),
  event("recovery.fell_back", { reason: z.string(), reassigned: z.boolean() }),
]);
export type EventBody = z.infer<typeof EventBody>;
export type EventType = EventBody["type"];

/** A position in a store's event log; events are numbered from 1 in commit order. */
export const EventSeq = z.int().nonnegative();

/** One thing that happened, written in the same transaction as the change it tells of. */
export const HoldfastEvent = z
  .object({
    seq: z.int().positive(),
    at: Timestamp,
    projectId: ProjectId,
    executionId: ExecutionId.nullable(),
    body: EventBody,
  })
  .readonly();
export type HoldfastEvent = z.infer<typeof HoldfastEvent>;
