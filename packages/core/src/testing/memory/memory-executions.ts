import type { Execution } from "../../models/execution.js";
import { JournalEntry } from "../../models/journal-entry.js";
import type { ExecutionFilter, ExecutionStore } from "../../ports/execution-store.js";
import { change } from "./memory-changes.js";
import { claim, workerOf } from "./memory-claims.js";
import { isRunning, type MemoryState } from "./memory-state.js";
import { commitTurn, record } from "./memory-turn-log.js";

const defaultLimit = 1_000;

export function memoryExecutions(state: MemoryState): ExecutionStore {
  const running = () => [...state.executions.values()].filter(isRunning);
  return {
    async execution(id) {
      return state.executions.get(id)?.execution;
    },
    async executions(filter = {}) {
      const all = [...state.executions.values()].map(({ execution }) => execution);
      const matching = all.filter((execution) => matches(filter, execution));
      return matching.toReversed().slice(0, filter.limit ?? defaultLimit);
    },

    async beat(beat) {
      const revocations = state.workers.get(beat.workerId)?.revocations ?? 0;
      state.workers.set(beat.workerId, { beat, revocations });
      return { revocations };
    },
    async held(workerId) {
      const own = running().filter(({ execution }) => execution.workerId === workerId);
      return own.map(({ execution, fence }) => ({ executionId: execution.id, fence }));
    },
    async retire(workerId) {
      if (running().some(({ execution }) => execution.workerId === workerId)) return;
      state.workers.delete(workerId);
    },
    async holder(id) {
      const execution = state.executions.get(id)?.execution;
      const worker = execution?.status === "running" ? state.workers.get(execution.workerId) : undefined;
      return worker && workerOf(worker);
    },
    async heartbeats(projectId) {
      const live = running().flatMap(({ execution }) => {
        const worker = state.workers.get(execution.workerId);
        if (!worker || (projectId !== undefined && execution.projectId !== projectId)) return [];
        const { id: executionId, agentId, taskId, workerId } = execution;
        return [{ executionId, agentId, taskId, workerId, lastHeartbeatAt: worker.beat.at }];
      });
      return live.toSorted((a, b) => (a.lastHeartbeatAt < b.lastHeartbeatAt ? -1 : 1));
    },

    async claim(request) {
      return claim(state, request);
    },
    async journal(id) {
      const entries = state.executions.get(id)?.journal ?? [];
      return entries
        .toSorted((a, b) => a.turn - b.turn)
        .map(({ turn, entry }) => ({ turn, entry: JournalEntry.parse(JSON.parse(entry)) }));
    },
    async record(lease, write) {
      record(state, lease, write);
    },
    async commitTurn(lease, commit) {
      commitTurn(state, lease, commit);
    },
    async setFingerprint(lease, fingerprint) {
      state.held(lease).fingerprint = fingerprint;
    },
    async change(id, wanted, options) {
      return state.once("change", { id, change: wanted }, options, () => change(state, id, wanted, options));
    },
    async note(lease, events) {
      const { execution } = state.held(lease);
      state.log(execution.projectId, execution.id, state.encodeEvents(events));
    },
  };
}

function matches(filter: ExecutionFilter, execution: Execution): boolean {
  return (
    (filter.projectId === undefined || filter.projectId === execution.projectId) &&
    (filter.taskId === undefined || filter.taskId === execution.taskId) &&
    (filter.status === undefined || filter.status === execution.status) &&
    (filter.agentNames === undefined || filter.agentNames.includes(execution.agentName))
  );
}
