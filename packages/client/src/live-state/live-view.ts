import type {
  Agent,
  AgentId,
  CheckpointRef,
  Execution,
  ExecutionId,
  Heartbeat,
  HoldfastError,
  HoldfastEvent,
  Project,
  ProjectId,
  Task,
  TaskId,
} from "@holdfast/core";
import type { ConnectionState } from "../connection/connection-state.js";

/** What a watcher knows. Every member is immutable; a row, and a table, that a message does not touch keeps its identity. */
export interface LiveRows {
  /** Names the server's store; null until the first snapshot. */
  readonly epoch: string | null;
  /** The newest event that is part of these rows. */
  readonly seq: number;
  readonly projects: ReadonlyMap<ProjectId, Project>;
  readonly agents: ReadonlyMap<AgentId, Agent>;
  readonly tasks: ReadonlyMap<TaskId, Task>;
  readonly executions: ReadonlyMap<ExecutionId, Execution>;
  /** Only of running executions. */
  readonly heartbeats: ReadonlyMap<ExecutionId, Heartbeat>;
  /** The checkpoints that were told of since the snapshot, newest first; `api.checkpoints.list` knows them all. */
  readonly checkpoints: ReadonlyMap<ExecutionId, readonly CheckpointRef[]>;
  /** The newest events since the snapshot, oldest first. */
  readonly events: readonly HoldfastEvent[];
}

export interface LiveView extends LiveRows {
  readonly connection: ConnectionState;
  /** Why the server refused the watch for good; null while it goes on. */
  readonly error: HoldfastError | null;
}

export const noRows: LiveRows = {
  epoch: null,
  seq: 0,
  projects: new Map(),
  agents: new Map(),
  tasks: new Map(),
  executions: new Map(),
  heartbeats: new Map(),
  checkpoints: new Map(),
  events: [],
};
