import { HoldfastEvent } from "../../models/event.js";
import type { ExecutionId, ProjectId } from "../../models/ids.js";
import type { CheckpointStore } from "../../ports/checkpoint-store.js";
import type { Clock } from "../../ports/clock.js";
import type { EventLog } from "../../ports/event-log.js";
import type { IdSource } from "../../ports/id-source.js";
import type { Store } from "../../ports/store.js";
import { turnNotFound } from "../../ports/store-errors.js";
import { StoreFaults } from "../faults.js";
import { memoryExecutions } from "./memory-executions.js";
import { memoryProjects } from "./memory-projects.js";
import { MemoryState } from "./memory-state.js";
import { checkpointsOf, load, rewind } from "./memory-turn-log.js";

/** A store in memory that keeps every promise of the ports but durability, and can be made to fail. */
export interface MemoryStore extends Store {
  readonly faults: StoreFaults;
  /** Changes a turn's stored bytes, as a failing disk does. */
  corruptTurn(executionId: ExecutionId, turn: number): void;
  pauseProject(id: ProjectId): void;
}

export function createMemoryStore({ clock, ids }: { readonly clock: Clock; readonly ids: IdSource }): MemoryStore {
  const state = new MemoryState(clock, ids);
  const faults = new StoreFaults();
  return {
    faults,
    projects: faults.wrap(memoryProjects(state)),
    executions: faults.wrap(memoryExecutions(state)),
    checkpoints: faults.wrap(memoryCheckpoints(state)),
    events: faults.wrap(memoryEvents(state, ids.next())),
    corruptTurn(executionId, turn) {
      const { turns } = state.record(executionId);
      const index = turns.findIndex((row) => row.turn === turn);
      const row = turns[index];
      if (!row) throw turnNotFound(executionId, turn);
      turns[index] = { ...row, messages: `${row.messages} ` };
    },
    pauseProject(id) {
      const project = state.projects.get(id);
      if (project) state.projects.set(id, { ...project, status: "paused", pausedAt: state.at(), reason: null });
    },
    async [Symbol.asyncDispose]() {},
  };
}

function memoryCheckpoints(state: MemoryState): CheckpointStore {
  return {
    async checkpoint(id) {
      return state.checkpoints.get(id);
    },
    async checkpoints(executionId) {
      return checkpointsOf(state, executionId);
    },
    async load(executionId, turn) {
      return load(state, executionId, turn);
    },
    async rewind(lease, turn) {
      rewind(state, lease, turn);
    },
  };
}

function memoryEvents(state: MemoryState, epoch: string): EventLog {
  return {
    epoch,
    async read({ after, limit, newest = false, projectId, executionId }) {
      const found: HoldfastEvent[] = [];
      for (let index = after; index < state.events.length && (newest || found.length < limit); index += 1) {
        const event = state.events[index];
        if (!event || (projectId !== undefined && event.projectId !== projectId)) continue;
        if (executionId !== undefined && event.executionId !== executionId) continue;
        found.push(HoldfastEvent.parse({ ...event, seq: index + 1, body: JSON.parse(event.body) as unknown }));
      }
      return newest ? found.slice(-limit) : found;
    },
    async last() {
      return state.events.length;
    },
  };
}
