import { describe, expect, it } from "vitest";
import { changeExecution, type ExecutionChange, isRefused } from "./execution-change.js";
import { Execution, executionStatuses, QueueReason } from "./execution.js";
import type { AgentId, ExecutionId, ProjectId, TaskId, WorkerId } from "./ids.js";
import { RunSettings } from "./run-settings.js";
import { timestampOf } from "./timestamp.js";

const id = (digit: number) => `01ARZ3NDEKTSV4RRFFQ69G5FA${digit}`;
const workerId = id(5) as WorkerId;
const failure = { category: "tool", code: "tool_failed", message: "it broke" } as const;
const question = { kind: "uncertain_call", key: "k", tool: "charge", args: {}, text: "Did it happen?" } as const;
const settings = RunSettings.parse({ maxTurns: 3 });
const nowMs = Date.UTC(2026, 0, 2);
const at = timestampOf(nowMs);

const changes: Readonly<Record<ExecutionChange["type"], ExecutionChange>> = {
  claim: { type: "claim", workerId, fence: 4 },
  queue: { type: "queue", reason: "retry", notBefore: nowMs + 1_000, failure },
  resume: { type: "resume", settings: { maxTurns: 30 } },
  answer: { type: "answer", answer: "happened" },
  wait: { type: "wait", question },
  halt: { type: "halt", halt: "timeout" },
  complete: { type: "complete", result: ["ok"] },
  fail: { type: "fail", failure },
  abandon: { type: "abandon", failure },
  cancel: { type: "cancel" },
};

const base = {
  id: id(1) as ExecutionId,
  projectId: id(2) as ProjectId,
  agentId: id(3) as AgentId,
  agentName: "writer",
  taskId: id(4) as TaskId,
  turn: 7,
  attempts: 2,
  usage: { inputTokens: 1, outputTokens: 2, costMicroUsd: 3 },
  activeMs: 99,
  settings,
  createdAt: timestampOf(0),
  progressAt: timestampOf(1),
};

const earlier = timestampOf(2);
const inStatus: Readonly<Record<Execution["status"], Execution>> = {
  queued: { ...base, status: "queued", reason: "new", notBefore: null, failure: null },
  running: { ...base, status: "running", workerId, fence: 3, startedAt: earlier },
  waiting: { ...base, status: "waiting", question, since: earlier },
  halted: { ...base, status: "halted", halt: "max_turns", since: earlier },
  completed: { ...base, status: "completed", result: null, endedAt: earlier },
  failed: { ...base, status: "failed", failure, endedAt: earlier },
  abandoned: { ...base, status: "abandoned", failure, endedAt: earlier },
  cancelled: { ...base, status: "cancelled", endedAt: earlier },
};

/** From each status, the changes that are allowed; every other is refused. */
const table: Readonly<Record<Execution["status"], readonly ExecutionChange["type"][]>> = {
  queued: ["claim", "cancel"],
  running: ["claim", "queue", "wait", "halt", "complete", "fail", "abandon", "cancel"],
  waiting: ["answer", "cancel"],
  halted: ["resume", "cancel"],
  completed: [],
  failed: ["resume", "cancel"],
  abandoned: [],
  cancelled: [],
};

const cases = executionStatuses.flatMap((status) =>
  Object.values(changes).map((change) => ({
    status,
    type: change.type,
    change,
    ok: table[status].includes(change.type),
  })),
);

describe("an execution", () => {
  it.each(cases.filter(({ ok }) => ok))("that is $status can $type", ({ status, change }) => {
    const changed = changeExecution(inStatus[status], change, nowMs);
    expect(isRefused(changed)).toBe(false);
    expect(Execution.safeParse(changed).success).toBe(true);
  });

  it.each(cases.filter(({ ok }) => !ok))("that is $status cannot $type, and is told so", ({ status, change }) => {
    const refused = changeExecution(inStatus[status], change, nowMs);
    expect(refused).toEqual({
      refused: true,
      message: expect.stringContaining(`is ${status}; ${change.type} takes one that is`),
    });
  });

  it.each([
    ["claim", { status: "running", workerId, fence: 4, attempts: 3, startedAt: at }],
    ["queue", { status: "queued", reason: "retry", notBefore: timestampOf(nowMs + 1_000), failure }],
    ["wait", { status: "waiting", question, since: at }],
    ["halt", { status: "halted", halt: "timeout", since: at }],
    ["complete", { status: "completed", result: ["ok"], attempts: 0, endedAt: at }],
    ["fail", { status: "failed", failure, endedAt: at }],
    ["abandon", { status: "abandoned", failure, endedAt: at }],
    ["cancel", { status: "cancelled", endedAt: at }],
  ] as const)("takes nothing of its old status along when it goes through %s", (type, own) => {
    expect(changeExecution(inStatus.running, changes[type], nowMs)).toEqual({ ...base, ...own });
  });

  it.each(QueueReason.options)("that was queued as %s is claimed without counting an attempt", (reason) => {
    const queued = { ...base, status: "queued", reason, notBefore: null, failure: null } as const;
    expect(changeExecution(queued, changes.claim, nowMs)).toMatchObject({ attempts: 2 });
  });

  it("is queued again, without the failure of before, when a person resumes or answers it", () => {
    const again = { status: "queued", notBefore: null, failure: null };
    expect(changeExecution(inStatus.waiting, changes.answer, nowMs)).toEqual({ ...base, ...again, reason: "answered" });
    const resume = { type: "resume" } as const;
    expect(changeExecution(inStatus.failed, resume, nowMs)).toEqual({
      ...base,
      ...again,
      reason: "resumed",
      attempts: 0,
    });
  });

  it("that is resumed gets the bounds that are given, and keeps the others", () => {
    const supervised = RunSettings.parse({ maxTurns: 3, maxTokens: 9, autonomy: "supervised" });
    const resume = { type: "resume", settings: { maxTurns: 30, maxTokens: null } } as const;
    expect(changeExecution({ ...inStatus.halted, settings: supervised }, resume, nowMs)).toMatchObject({
      settings: { ...supervised, maxTurns: 30, maxTokens: null },
    });
  });
});
