import type {
  Agent,
  AgentId,
  CheckpointId,
  CheckpointRef,
  Execution,
  ExecutionId,
  Heartbeat,
  Project,
  ProjectId,
  Question,
  Task,
  TaskId,
  Timestamp,
  WorkerId,
} from "@holdfast/core";

/** An instant of the samples. @param ms since the Unix epoch. */
export function at(ms: number): Timestamp {
  return new Date(ms).toISOString() as Timestamp;
}

/** An id that sorts by its number, as ULIDs of later rows do. */
export function id<Id extends string>(kind: "P" | "A" | "T" | "E" | "C" | "W", number: number): Id {
  return `01K${kind}${String(number).padStart(22, "0")}` as Id;
}

const projectNames = ["shop-api", "docs-site", "payments", "search-index", "mobile-app"] as const;
export const agentNames = ["fixer", "reviewer", "writer", "migrator", "researcher"] as const;

export const prompts = [
  "Mend the failing test in cart.test.ts and say why it failed",
  "Move the billing tables to the new schema, one migration a table",
  "Write the changelog for 2.4 from the merged pull requests",
  "Find out why checkout is slow on Mondays; measure before you change anything",
  "Review the payment webhook for replay attacks",
  "日本語のドキュメントを英語に翻訳する — keep the code samples as they are",
  "Upgrade React to 19 and mend what breaks 🚀 then run the whole suite",
  "Delete dead feature flags older than a year",
  "Summarise every module of the search service in one page each",
  "Make the nightly import idempotent",
] as const;

export function sampleProject(number: number, nowMs: number): Project {
  const name = projectNames[number % projectNames.length] ?? "project";
  const suffix = number < projectNames.length ? "" : `-${number}`;
  return {
    id: id<ProjectId>("P", number),
    name: name + suffix,
    root: `/srv/${name}${suffix}`,
    createdAt: at(nowMs - 86_400_000),
    status: "active",
  };
}

export function sampleAgent(project: number, number: number, nowMs: number): Agent {
  return {
    id: id<AgentId>("A", project * 100 + number),
    projectId: id<ProjectId>("P", project),
    name: agentNames[number % agentNames.length] ?? "agent",
    createdAt: at(nowMs - 86_400_000),
  };
}

/** Which agent of its project does a task. */
function agentOf(number: number): number {
  return Math.floor(number / projectNames.length) % agentNames.length;
}

export function sampleTask(number: number, project: number, prompt: string, nowMs: number): Task {
  return {
    id: id<TaskId>("T", number),
    projectId: id<ProjectId>("P", project),
    agentId: id<AgentId>("A", project * 100 + agentOf(number)),
    prompt,
    reassignments: 0,
    createdAt: at(nowMs - 3_600_000),
    status: "active",
    executionId: id<ExecutionId>("E", number),
  };
}

export type Running = Extract<Execution, { status: "running" }>;

export function sampleRunning(number: number, project: number, turn: number, nowMs: number): Running {
  return {
    id: id<ExecutionId>("E", number),
    projectId: id<ProjectId>("P", project),
    agentId: id<AgentId>("A", project * 100 + agentOf(number)),
    agentName: agentNames[agentOf(number)] ?? "agent",
    taskId: id<TaskId>("T", number),
    turn,
    attempts: 0,
    usage: { inputTokens: 2_400 * turn, outputTokens: 310 * turn, costMicroUsd: 9_000 * turn },
    activeMs: 6_000 * turn,
    settings: { maxTurns: null, timeoutMs: null, maxTokens: null, maxCostMicroUsd: null, autonomy: "full" },
    createdAt: at(nowMs - 3_600_000 + number),
    progressAt: turn > 0 ? at(nowMs - 2_000) : null,
    status: "running",
    workerId: id<WorkerId>("W", number % 13),
    fence: 1,
    startedAt: at(nowMs - 600_000),
  };
}

/** The execution in another status. */
export function inStatus(running: Running, status: Exclude<Execution["status"], "running">, nowMs: number): Execution {
  const { workerId: _, fence: __, startedAt: ___, status: ____, ...base } = running;
  const ended = at(nowMs - 120_000);
  switch (status) {
    case "queued":
      return { ...base, status, reason: "new", notBefore: null, failure: null };
    case "waiting":
      return { ...base, status, question: sampleQuestion, since: at(nowMs - 45_000) };
    case "halted":
      return {
        ...base,
        status,
        halt: "max_turns",
        since: at(nowMs - 300_000),
        settings: { ...base.settings, maxTurns: Math.max(1, base.turn) },
      };
    case "completed":
      return { ...base, status, result: "All 41 tests pass.", endedAt: ended };
    case "failed":
    case "abandoned":
      return {
        ...base,
        status,
        failure: { category: "model", code: "model_failed", message: "The model answered 529 three times." },
        endedAt: ended,
      };
    case "cancelled":
      return { ...base, status, endedAt: ended };
  }
}

const sampleQuestion: Question = {
  kind: "uncertain_call",
  key: "01KE-7-charge",
  tool: "charge_customer",
  args: { customer: "cus_8213", amount: 4900, currency: "EUR" },
  text: "The worker died while charge_customer was running. Whether the charge went through is not known.",
};

export function sampleHeartbeat(execution: Running, beatMs: number): Heartbeat {
  const { id: executionId, agentId, taskId, workerId } = execution;
  return { executionId, agentId, taskId, workerId, lastHeartbeatAt: at(beatMs) };
}

export function sampleCheckpoint(execution: Execution, turn: number, createdMs: number): CheckpointRef {
  const number = Number(execution.id.slice(4)) * 1_000 + turn;
  const { id: executionId, agentId, taskId } = execution;
  return {
    id: id<CheckpointId>("C", number),
    executionId,
    agentId,
    taskId,
    turn,
    stateHash: number.toString(16).padStart(64, "a"),
    createdAt: at(createdMs),
  };
}
