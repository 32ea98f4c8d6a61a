import { z } from "zod";
import { Agent } from "../models/agent.js";
import { CheckpointRef } from "../models/checkpoint.js";
import { EventSeq, HoldfastEvent } from "../models/event.js";
import { Execution } from "../models/execution.js";
import { Heartbeat } from "../models/heartbeat.js";
import { Project } from "../models/project.js";
import { Task } from "../models/task.js";
import { Timestamp } from "../models/timestamp.js";

/** Everything a watcher shows, as of one event. */
export const Snapshot = z
  .object({
    epoch: z.string(),
    /** The newest event it contains. */
    seq: EventSeq,
    projects: z.array(Project).readonly(),
    agents: z.array(Agent).readonly(),
    tasks: z.array(Task).readonly(),
    executions: z.array(Execution).readonly(),
    heartbeats: z.array(Heartbeat).readonly(),
  })
  .readonly();
export type Snapshot = z.infer<typeof Snapshot>;

/**
 * What a watch subscription yields: a snapshot, then every later event once, in order, each with the rows as they are
 * now; and heartbeats, latest values only, at most twice a second. `reset` replaces everything: the cursor was of
 * another store or too old.
 */
export const WatchMessage = z.discriminatedUnion("type", [
  z.object({ type: z.literal("snapshot"), reason: z.enum(["first", "reset"]), snapshot: Snapshot }),
  z.object({
    type: z.literal("event"),
    event: HoldfastEvent,
    project: Project.optional(),
    agent: Agent.optional(),
    task: Task.optional(),
    execution: Execution.optional(),
    checkpoint: CheckpointRef.optional(),
  }),
  z.object({ type: z.literal("heartbeats"), at: Timestamp, heartbeats: z.array(Heartbeat).readonly() }),
]);
export type WatchMessage = z.infer<typeof WatchMessage>;
