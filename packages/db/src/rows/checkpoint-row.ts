import { type AgentId, CheckpointRef, type ExecutionId, type TaskId, timestampOf } from "@holdfast/core";
import type { checkpoints } from "../schema/index.js";
import { storedValue } from "./stored-value.js";

export type CheckpointRow = typeof checkpoints.$inferSelect & {
  readonly executionId: ExecutionId;
  readonly agentId: AgentId;
  readonly taskId: TaskId;
};

/** @throws `storage_corrupt` */
export function toCheckpoint({
  id,
  executionId,
  agentId,
  taskId,
  turn,
  stateHash,
  createdAtMs,
}: CheckpointRow): CheckpointRef {
  return storedValue(CheckpointRef, { table: "checkpoints", id }, () => ({
    id,
    executionId,
    agentId,
    taskId,
    turn,
    stateHash,
    createdAt: timestampOf(createdAtMs),
  }));
}
