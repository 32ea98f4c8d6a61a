import { describe, expect, it } from "vitest";
import type { ExecutionChange } from "./execution-change.js";
import type { AgentId, ExecutionId, ProjectId, TaskId, WorkerId } from "./ids.js";
import { changeTask } from "./task-change.js";
import { Task } from "./task.js";
import { timestampOf } from "./timestamp.js";

const id = (digit: number) => `01ARZ3NDEKTSV4RRFFQ69G5FA${digit}`;
const executionId = id(1) as ExecutionId;
const failure = { category: "agent", code: "agent_failed", message: "it broke" } as const;
const base = {
  id: id(2) as TaskId,
  projectId: id(3) as ProjectId,
  agentId: id(4) as AgentId,
  prompt: "write",
  reassignments: 1,
  createdAt: timestampOf(0),
};
const task: Task = { ...base, status: "active", executionId };

describe("a task", () => {
  it("is done with the result of its execution", () => {
    const done = changeTask(task, executionId, { type: "complete", result: { ok: true } });
    expect(Task.parse(done)).toEqual({ ...base, status: "done", executionId, result: { ok: true } });
  });

  it("fails with an abandoned execution that nobody takes over", () => {
    const failed = changeTask(task, executionId, { type: "abandon", failure });
    expect(Task.parse(failed)).toEqual({ ...base, status: "failed", failure });
  });

  it("goes to the successor of an abandoned execution, which is counted", () => {
    const successor = { agentId: id(5) as AgentId, executionId: id(6) as ExecutionId };
    const handedOn = changeTask(task, executionId, { type: "abandon", failure }, successor);
    expect(Task.parse(handedOn)).toEqual({ ...base, ...successor, status: "active", reassignments: 2 });
  });

  it("is cancelled with its execution", () => {
    expect(Task.parse(changeTask(task, executionId, { type: "cancel" }))).toEqual({ ...base, status: "cancelled" });
  });

  it.each<ExecutionChange>([
    { type: "claim", workerId: id(7) as WorkerId, fence: 1 },
    { type: "queue", reason: "released" },
    { type: "resume" },
    { type: "answer", answer: "allow" },
    { type: "halt", halt: "timeout" },
    { type: "fail", failure },
  ])("stays as it is when its execution can run again ($type)", (change) => {
    expect(changeTask(task, executionId, change)).toBe(task);
  });
});
