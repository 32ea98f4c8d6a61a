import { z } from "zod";
import { Context } from "./context.js";
import { AgentId, CheckpointId, ExecutionId, TaskId } from "./ids.js";
import { Timestamp } from "./timestamp.js";

/** A durable point an execution can return to: a pointer into its turn log. */
export const CheckpointRef = z
  .object({
    id: CheckpointId,
    executionId: ExecutionId,
    agentId: AgentId,
    taskId: TaskId,
    turn: z.int().nonnegative(),
    /** The chained SHA-256 of all turns up to this one; proves the context when it is loaded. */
    stateHash: z.string().regex(/^[0-9a-f]{64}$/),
    createdAt: Timestamp,
  })
  .readonly();
export type CheckpointRef = z.infer<typeof CheckpointRef>;

/** A checkpoint with the context it points to. */
export const Checkpoint = CheckpointRef.unwrap().extend({ context: Context }).readonly();
export type Checkpoint = z.infer<typeof Checkpoint>;
