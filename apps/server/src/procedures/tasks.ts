import { Execution, HoldfastError, ProjectId, StartTask, Task, TaskId } from "@holdfast/core";
import { z } from "zod";
import { checkedInput } from "./checked-input.js";
import { mutation, query, router } from "./procedure.js";

const ListTasks = z.strictObject({ projectId: ProjectId });
const ShowTask = z.strictObject({ taskId: TaskId });

export const tasks = router({
  /** Creates a task and queues its execution. */
  start: mutation
    .input(checkedInput(StartTask, "task"))
    .output(z.object({ task: Task, execution: Execution }).readonly())
    .mutation(({ ctx, input }) => ctx.control.startTask(input)),
  /** Newest first. */
  list: query
    .input(checkedInput(ListTasks, "list"))
    .output(z.array(Task).readonly())
    .query(async ({ ctx, input }) => {
      await ctx.control.project(input.projectId);
      return ctx.store.projects.tasks(input.projectId);
    }),
  show: query
    .input(checkedInput(ShowTask, "show"))
    .output(Task)
    .query(async ({ ctx, input: { taskId } }) => {
      const task = await ctx.store.projects.task(taskId);
      if (task) return task;
      throw new HoldfastError("not_found", `There is no task ${taskId}. tasks.list shows a project's tasks.`, {
        details: { kind: "task", reference: taskId },
      });
    }),
});
