import { z } from "zod";
import { AgentId, ExecutionId, TaskId, WorkerId } from "./ids.js";
import { Timestamp } from "./timestamp.js";

/** Liveness of a running execution. It says that its worker lives, not that the agent gets anywhere. */
export const Heartbeat = z
  .object({
    executionId: ExecutionId,
    agentId: AgentId,
    taskId: TaskId,
    workerId: WorkerId,
    lastHeartbeatAt: Timestamp,
  })
  .readonly();
export type Heartbeat = z.infer<typeof Heartbeat>;
