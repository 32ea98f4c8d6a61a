import { CreateProject, Project } from "@holdfast/core";
import { z } from "zod";
import { checkedInput } from "./checked-input.js";
import { mutation, query, router } from "./procedure.js";

const ShowProject = z.strictObject({
  /** An id or a name. */
  project: z.string().min(1, "must not be blank"),
});

export const projects = router({
  create: mutation
    .input(checkedInput(CreateProject, "project"))
    .output(Project)
    .mutation(({ ctx, input }) => ctx.control.createProject(input)),
  /** Oldest first. */
  list: query.output(z.array(Project).readonly()).query(({ ctx }) => ctx.store.projects.projects()),
  show: query
    .input(checkedInput(ShowProject, "show"))
    .output(Project)
    .query(({ ctx, input }) => ctx.control.project(input.project)),
});
