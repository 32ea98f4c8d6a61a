import { Agent, CreateAgent, ProjectId } from "@holdfast/core";
import { z } from "zod";
import { checkedInput } from "./checked-input.js";
import { mutation, query, router } from "./procedure.js";

const ListAgents = z.strictObject({ projectId: ProjectId });

export const agents = router({
  create: mutation
    .input(checkedInput(CreateAgent, "agent"))
    .output(Agent)
    .mutation(({ ctx, input }) => ctx.control.createAgent(input)),
  /** The project's agent of that name, created when it is not there. */
  ensure: mutation
    .input(checkedInput(CreateAgent, "agent"))
    .output(Agent)
    .mutation(({ ctx, input }) => ctx.control.ensureAgent(input)),
  /** Oldest first. */
  list: query
    .input(checkedInput(ListAgents, "list"))
    .output(z.array(Agent).readonly())
    .query(async ({ ctx, input }) => {
      await ctx.control.project(input.projectId);
      return ctx.store.projects.agents(input.projectId);
    }),
});
