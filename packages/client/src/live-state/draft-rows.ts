import type {
  Agent,
  AgentId,
  CheckpointRef,
  Execution,
  ExecutionId,
  Heartbeat,
  HoldfastEvent,
  Project,
  ProjectId,
  Task,
  TaskId,
} from "@holdfast/core";
import { DraftTable } from "./draft-table.js";
import type { LiveRows } from "./live-view.js";

/** Rows while a batch of messages is applied to them: each table is copied once a batch, not once a message. */
export class DraftRows {
  epoch: string | null;
  seq: number;
  readonly projects: DraftTable<ProjectId, Project>;
  readonly agents: DraftTable<AgentId, Agent>;
  readonly tasks: DraftTable<TaskId, Task>;
  readonly executions: DraftTable<ExecutionId, Execution>;
  readonly heartbeats: DraftTable<ExecutionId, Heartbeat>;
  readonly checkpoints: DraftTable<ExecutionId, readonly CheckpointRef[]>;
  /** Events to show after those of `base`. */
  readonly newEvents: HoldfastEvent[] = [];
  /** A snapshot came: the events of `base` are not part of the same history any more. */
  forgetEvents = false;
  readonly #base: LiveRows;

  constructor(base: LiveRows) {
    this.#base = base;
    this.epoch = base.epoch;
    this.seq = base.seq;
    this.projects = new DraftTable(base.projects);
    this.agents = new DraftTable(base.agents);
    this.tasks = new DraftTable(base.tasks);
    this.executions = new DraftTable(base.executions);
    this.heartbeats = new DraftTable(base.heartbeats);
    this.checkpoints = new DraftTable(base.checkpoints);
  }

  /** The rows after the batch; the very rows it began with when nothing changed. */
  finish(keptEvents: number): LiveRows {
    const before = this.#base;
    const older = this.forgetEvents ? [] : before.events;
    const events =
      this.newEvents.length === 0 && older.length === before.events.length
        ? before.events
        : [...older, ...this.newEvents].slice(-keptEvents);
    const after: LiveRows = {
      epoch: this.epoch,
      seq: this.seq,
      projects: this.projects.rows,
      agents: this.agents.rows,
      tasks: this.tasks.rows,
      executions: this.executions.rows,
      heartbeats: this.heartbeats.rows,
      checkpoints: this.checkpoints.rows,
      events,
    };
    const changed = (Object.keys(after) as (keyof LiveRows)[]).some((key) => after[key] !== before[key]);
    return changed ? after : before;
  }
}
