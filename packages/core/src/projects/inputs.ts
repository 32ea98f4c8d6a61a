import { z } from "zod";
import { Answer } from "../models/answer.js";
import { ExecutionId, Name, ProjectId } from "../models/ids.js";
import { RunSettings, RunSettingsChange } from "../models/run-settings.js";

/** Makes a repeated mutation safe; see WriteOptions. */
const idempotencyKey = z.string().min(1).max(200).optional();

export const CreateProject = z.strictObject({
  name: Name,
  root: z
    .string()
    .min(1, "must not be blank")
    .refine((root) => root.startsWith("/"), "must be an absolute path"),
  idempotencyKey,
});
export type CreateProject = z.infer<typeof CreateProject>;

export const CreateAgent = z.strictObject({ projectId: ProjectId, name: Name, idempotencyKey });
export type CreateAgent = z.infer<typeof CreateAgent>;

const Prompt = z.string().trim().min(1, "must not be blank").max(100_000, "must be at most 100,000 characters");

export const StartTask = z.strictObject({
  projectId: ProjectId,
  /** The agent's name in the project. */
  agent: Name,
  prompt: Prompt,
  settings: RunSettings.prefault({}),
  idempotencyKey,
});
export type StartTask = z.input<typeof StartTask>;

export const CancelExecution = z.strictObject({ executionId: ExecutionId, idempotencyKey });
export type CancelExecution = z.infer<typeof CancelExecution>;

export const AnswerExecution = z.strictObject({
  executionId: ExecutionId,
  answer: Answer,
  /** Refuses the answer when another question is asked by now. */
  questionKey: z.string().min(1).optional(),
  /** Told to the agent with the answer. */
  note: z.string().max(2_000, "must be at most 2,000 characters").optional(),
  idempotencyKey,
});
export type AnswerExecution = z.infer<typeof AnswerExecution>;

export const ResumeExecution = z.strictObject({
  executionId: ExecutionId,
  /** Bounds to change; the others stay. */
  settings: RunSettingsChange.optional(),
  idempotencyKey,
});
export type ResumeExecution = z.infer<typeof ResumeExecution>;
