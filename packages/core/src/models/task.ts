import { z } from "zod";
import { Failure } from "./failure.js";
import { AgentId, ExecutionId, ProjectId, TaskId } from "./ids.js";
import { Json } from "./json.js";
import { Timestamp } from "./timestamp.js";

const base = {
  id: TaskId,
  projectId: ProjectId,
  /** The agent it is assigned to. */
  agentId: AgentId,
  prompt: z.string().trim().min(1, "must not be blank"),
  /** How often it was handed to another agent after one failed at it. */
  reassignments: z.int().nonnegative(),
  createdAt: Timestamp,
};

export const Task = z.discriminatedUnion("status", [
  z.object({ ...base, status: z.literal("open") }).readonly(),
  z.object({ ...base, status: z.literal("active"), executionId: ExecutionId }).readonly(),
  z.object({ ...base, status: z.literal("done"), executionId: ExecutionId, result: Json }).readonly(),
  z.object({ ...base, status: z.literal("failed"), failure: Failure }).readonly(),
  z.object({ ...base, status: z.literal("cancelled") }).readonly(),
]);
export type Task = z.infer<typeof Task>;
