import type {
  Agent,
  AgentId,
  CheckpointId,
  CheckpointRef,
  EventBody,
  Execution,
  ExecutionId,
  Heartbeat,
  Project,
  ProjectId,
  Snapshot,
  Task,
  TaskId,
  WatchMessage,
  WorkerId,
} from "@holdfast/core";
import { timestampOf } from "@holdfast/core";

/** An id that sorts by its number, as ULIDs of later rows do. */
const id = (number: number) => String(number).padStart(26, "0");
const at = (second: number) => timestampOf(Date.UTC(2026, 0, 1, 0, 0, second));

export const project: Project = {
  id: id(1) as ProjectId,
  name: "demo",
  root: "/demo",
  createdAt: at(0),
  status: "active",
};
export const agent: Agent = { id: id(2) as AgentId, projectId: project.id, name: "writer", createdAt: at(0) };

export function task(number: number): Task {
  return {
    id: id(1_000 + number) as TaskId,
    projectId: project.id,
    agentId: agent.id,
    prompt: "Write.",
    reassignments: 0,
    createdAt: at(0),
    status: "open",
  };
}

const executionBase = (number: number, turn: number) => ({
  id: id(2_000 + number) as ExecutionId,
  projectId: project.id,
  agentId: agent.id,
  agentName: agent.name,
  taskId: task(number).id,
  turn,
  attempts: 0,
  usage: { inputTokens: 0, outputTokens: 0, costMicroUsd: 0 },
  activeMs: 0,
  settings: { maxTurns: null, timeoutMs: null, maxTokens: null, maxCostMicroUsd: null, autonomy: "full" as const },
  createdAt: at(0),
  progressAt: null,
});

export function running(number: number, turn = 0): Execution {
  return { ...executionBase(number, turn), status: "running", workerId: id(3) as WorkerId, fence: 1, startedAt: at(0) };
}

export function completed(number: number): Execution {
  return { ...executionBase(number, 1), status: "completed", result: "Done.", endedAt: at(1) };
}

export function heartbeat(number: number, second = 0): Heartbeat {
  return {
    executionId: running(number).id,
    agentId: agent.id,
    taskId: task(number).id,
    workerId: id(3) as WorkerId,
    lastHeartbeatAt: at(second),
  };
}

export function checkpoint(number: number, turn: number): CheckpointRef {
  return {
    id: id(4_000 + number * 100 + turn) as CheckpointId,
    executionId: running(number).id,
    agentId: agent.id,
    taskId: task(number).id,
    turn,
    stateHash: "0".repeat(64),
    createdAt: at(turn),
  };
}

export function snapshot(content: Partial<Snapshot> = {}, reason: "first" | "reset" = "first"): WatchMessage {
  const rows = {
    epoch: "one",
    seq: 10,
    projects: [project],
    agents: [agent],
    tasks: [],
    executions: [],
    heartbeats: [],
    ...content,
  };
  return { type: "snapshot", reason, snapshot: rows };
}

type EventMessage = Extract<WatchMessage, { type: "event" }>;

export function event(seq: number, body: EventBody, rows: Omit<EventMessage, "type" | "event"> = {}): EventMessage {
  const executionId = rows.execution?.id ?? rows.checkpoint?.executionId ?? null;
  return { type: "event", event: { seq, at: at(seq), projectId: project.id, executionId, body }, ...rows };
}

export function heartbeats(...beats: readonly Heartbeat[]): WatchMessage {
  return { type: "heartbeats", at: at(0), heartbeats: beats };
}
