import { z } from "zod";
import { AgentId, Name, ProjectId } from "./ids.js";
import { Timestamp } from "./timestamp.js";

/** A named worker in a project. What it does is code: the definition registered under `name`. */
export const Agent = z.object({ id: AgentId, projectId: ProjectId, name: Name, createdAt: Timestamp }).readonly();
export type Agent = z.infer<typeof Agent>;
