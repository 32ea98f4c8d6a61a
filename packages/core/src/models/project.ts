import { z } from "zod";
import { Name, ProjectId } from "./ids.js";
import { Timestamp } from "./timestamp.js";

const base = {
  id: ProjectId,
  name: Name,
  /** Absolute path of the folder the project's agents work in. */
  root: z.string().min(1, "must not be blank"),
  createdAt: Timestamp,
};

export const Project = z.discriminatedUnion("status", [
  z.object({ ...base, status: z.literal("active") }).readonly(),
  z.object({ ...base, status: z.literal("paused"), pausedAt: Timestamp, reason: z.string().nullable() }).readonly(),
]);
export type Project = z.infer<typeof Project>;
