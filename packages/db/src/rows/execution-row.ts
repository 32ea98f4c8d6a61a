import {
  type AgentId,
  encodeJson,
  Execution,
  msOf,
  type ProjectId,
  type TaskId,
  timestampOf,
  type WorkerId,
} from "@holdfast/core";
import type { executions } from "../schema/index.js";
import { jsonOf, storedValue } from "./stored-value.js";

export type ExecutionRow = typeof executions.$inferSelect & {
  readonly projectId: ProjectId;
  readonly agentId: AgentId;
  readonly agentName: string;
  readonly taskId: TaskId;
  readonly workerId: WorkerId | null;
};

/** @throws `storage_corrupt` */
export function toExecution(row: ExecutionRow): Execution {
  return storedValue(Execution, { table: "executions", id: row.id }, () => ({ ...baseOf(row), ...statusOf(row) }));
}

function baseOf(row: ExecutionRow) {
  const { id, projectId, agentId, agentName, taskId, turn, attempts, activeMs } = row;
  const { inputTokens, outputTokens, costMicroUsd } = row;
  return {
    id,
    projectId,
    agentId,
    agentName,
    taskId,
    turn,
    attempts,
    usage: { inputTokens, outputTokens, costMicroUsd },
    activeMs,
    settings: jsonOf(row.settings),
    createdAt: timestampOf(row.createdAtMs),
    progressAt: row.progressAtMs === null ? null : timestampOf(row.progressAtMs),
  };
}

function statusOf(row: ExecutionRow) {
  const { status } = row;
  const at = timestampOf(row.statusAtMs);
  switch (status) {
    case "queued": {
      const notBefore = row.notBeforeMs === null ? null : timestampOf(row.notBeforeMs);
      return { status, reason: row.queueReason, notBefore, failure: jsonOf(row.failure) ?? null };
    }
    case "running":
      return { status, workerId: row.workerId, fence: row.fence, startedAt: at };
    case "waiting":
      return { status, question: jsonOf(row.question), since: at };
    case "halted":
      return { status, halt: row.halt, since: at };
    case "completed":
      return { status, result: jsonOf(row.result), endedAt: at };
    case "failed":
    case "abandoned":
      return { status, failure: jsonOf(row.failure), endedAt: at };
    case "cancelled":
      return { status, endedAt: at };
  }
}

/**
 * The columns that a change of status can move, all but the worker's.
 *
 * @throws `invalid_input` when the result is not JSON
 */
export function statusColumns(execution: Execution, nowMs: number) {
  const queued = execution.status === "queued" ? execution : undefined;
  return {
    status: execution.status,
    statusAtMs: nowMs,
    queueReason: queued?.reason ?? null,
    notBeforeMs: queued?.notBefore ? msOf(queued.notBefore) : null,
    question: execution.status === "waiting" ? encodeJson(execution.question, "question") : null,
    halt: execution.status === "halted" ? execution.halt : null,
    failure: "failure" in execution && execution.failure ? JSON.stringify(execution.failure) : null,
    result: execution.status === "completed" ? encodeJson(execution.result, "result") : null,
    attempts: execution.attempts,
    settings: JSON.stringify(execution.settings),
  };
}
