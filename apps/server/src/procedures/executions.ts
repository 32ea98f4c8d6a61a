import {
  AnswerExecution,
  CancelExecution,
  Execution,
  ExecutionId,
  executionStatuses,
  JournalEntry,
  ProjectId,
  ResumeExecution,
  TaskId,
  Timestamp,
  WorkerId,
} from "@holdfast/core";
import { z } from "zod";
import { checkedInput } from "./checked-input.js";
import { mutation, query, router } from "./procedure.js";

const ListExecutions = z.strictObject({
  projectId: ProjectId.optional(),
  taskId: TaskId.optional(),
  status: z.enum(executionStatuses).optional(),
  limit: z.int().positive().max(1_000, "must be at most 1,000").default(1_000),
});
const OneExecution = z.strictObject({ executionId: ExecutionId });

/** The process that runs an execution. */
const Holder = z.object({ id: WorkerId, host: z.string(), pid: z.int(), lastHeartbeatAt: Timestamp }).readonly();
const JournalOfTurn = z.object({ turn: z.int().positive(), entry: JournalEntry }).readonly();

export const executions = router({
  /** Newest first. */
  list: query
    .input(checkedInput(ListExecutions.prefault({}), "list"))
    .output(z.array(Execution).readonly())
    .query(({ ctx, input }) => ctx.store.executions.executions(input)),
  show: query
    .input(checkedInput(OneExecution, "show"))
    .output(Execution)
    .query(({ ctx, input }) => ctx.control.execution(input.executionId)),
  /** The worker that runs it now; null when none does. */
  holder: query
    .input(checkedInput(OneExecution, "holder"))
    .output(Holder.nullable())
    .query(async ({ ctx, input }) => {
      await ctx.control.execution(input.executionId);
      return (await ctx.store.executions.holder(input.executionId)) ?? null;
    }),
  /** What has happened in turns that are not committed, oldest first. */
  journal: query
    .input(checkedInput(OneExecution, "journal"))
    .output(z.array(JournalOfTurn).readonly())
    .query(async ({ ctx, input }) => {
      await ctx.control.execution(input.executionId);
      return ctx.store.executions.journal(input.executionId);
    }),
  /** Stops an execution for good. */
  cancel: mutation
    .input(checkedInput(CancelExecution, "cancel"))
    .output(Execution)
    .mutation(({ ctx, input }) => ctx.control.cancel(input)),
  /** Queues a failed or halted execution again, from where it was. */
  resume: mutation
    .input(checkedInput(ResumeExecution, "resume"))
    .output(Execution)
    .mutation(({ ctx, input }) => ctx.control.resume(input)),
  /** Answers the question an execution waits for. */
  answer: mutation
    .input(checkedInput(AnswerExecution, "answer"))
    .output(Execution)
    .mutation(({ ctx, input }) => ctx.control.answer(input)),
});
