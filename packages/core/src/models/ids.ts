import { z } from "zod";

/** A ULID: 26 characters of Crockford's base 32, time-ordered (https://github.com/ulid/spec). */
const ulid = z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, "must be a ULID (26 characters of Crockford base 32)");

export const ProjectId = ulid.brand<"ProjectId">();
export type ProjectId = z.infer<typeof ProjectId>;

export const AgentId = ulid.brand<"AgentId">();
export type AgentId = z.infer<typeof AgentId>;

export const TaskId = ulid.brand<"TaskId">();
export type TaskId = z.infer<typeof TaskId>;

export const ExecutionId = ulid.brand<"ExecutionId">();
export type ExecutionId = z.infer<typeof ExecutionId>;

export const CheckpointId = ulid.brand<"CheckpointId">();
export type CheckpointId = z.infer<typeof CheckpointId>;

export const WorkerId = ulid.brand<"WorkerId">();
export type WorkerId = z.infer<typeof WorkerId>;

/** A name people type: never blank, no control characters, at most 100 characters. */
export const Name = z
  .string()
  .trim()
  .min(1, "must not be blank")
  .max(100, "must be at most 100 characters")
  .regex(/^[^\p{Cc}]*$/u, "must not contain control characters");
