import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { Checkpoint, CheckpointRef } from "./checkpoint.js";
import { Context } from "./context.js";
import { Execution } from "./execution.js";
import { Heartbeat } from "./heartbeat.js";
import { Name, ProjectId } from "./ids.js";
import { parse } from "./parse.js";
import { Project } from "./project.js";
import { canResume, RecoveryResult } from "./recovery-result.js";
import { RunSettings } from "./run-settings.js";
import { Task } from "./task.js";
import { msOf, Timestamp, timestampOf } from "./timestamp.js";

const id = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
const at = timestampOf(0);
const ids = { executionId: id, agentId: id, taskId: id };
const checkpoint = { id, ...ids, turn: 3, stateHash: "a".repeat(64), createdAt: at };
const heartbeat = { ...ids, workerId: id, lastHeartbeatAt: at };
const project = { id, name: "site", root: "/srv/site", createdAt: at, status: "active" };
const task = { id, projectId: id, agentId: id, prompt: "write", reassignments: 0, createdAt: at, status: "open" };
const usage = { inputTokens: 0, outputTokens: 0, costMicroUsd: 0 };
const settings = { maxTurns: null, timeoutMs: null, maxTokens: null, maxCostMicroUsd: null, autonomy: "full" };
const base = { id, projectId: id, agentId: id, agentName: "writer", taskId: id, turn: 0, attempts: 0, usage };
const queued = { status: "queued", reason: "new", notBefore: null, failure: null };
const execution = { ...base, activeMs: 0, settings, createdAt: at, progressAt: null, ...queued };

const models: Readonly<Record<string, readonly [z.ZodType, object]>> = {
  checkpoint: [CheckpointRef, checkpoint],
  heartbeat: [Heartbeat, heartbeat],
  project: [Project, project],
  task: [Task, task],
  execution: [Execution, execution],
  settings: [RunSettings, settings],
};

/** A model, the field made bad, and the bad value. */
const refusals: readonly (readonly [string, string, unknown])[] = [
  ["checkpoint", "id", ""],
  ["checkpoint", "turn", -1],
  ["checkpoint", "turn", 1.5],
  ["checkpoint", "stateHash", "abc"],
  ["checkpoint", "createdAt", "2026-01-01T00:00:00+01:00"],
  ["heartbeat", "executionId", ""],
  ["heartbeat", "agentId", "   "],
  ["heartbeat", "taskId", "none"],
  ["heartbeat", "workerId", id.toLowerCase()],
  ["heartbeat", "lastHeartbeatAt", "yesterday"],
  ["project", "name", "  "],
  ["project", "name", "x".repeat(101)],
  ["project", "name", "a\u0007b"],
  ["project", "root", ""],
  ["project", "status", "sleeping"],
  ["task", "prompt", " \n "],
  ["task", "reassignments", -1],
  ["task", "status", "lost"],
  ["execution", "status", "lost"],
  ["execution", "turn", -1],
  ["execution", "reason", "whim"],
  ["settings", "maxTurns", 0],
  ["settings", "timeoutMs", -1],
  ["settings", "maxCostMicroUsd", 0.5],
  ["settings", "autonomy", "none"],
  ["settings", "speed", "fast"],
];

describe("models", () => {
  it.each(Object.entries(models))("accept a whole %s", (_, [schema, valid]) => {
    expect(parse(schema, valid, "model")).toEqual(valid);
  });

  it.each(refusals)("refuse a %s with a bad %s (%j), naming it", (name, field, value) => {
    const [schema, valid] = models[name] as readonly [z.ZodType, object];
    const refused = () => parse(schema, { ...valid, [field]: value }, name);
    expect(refused).toThrow(expect.objectContaining({ code: "invalid_input" }));
    expect(refused).toThrow(new RegExp(field));
  });

  it("cannot be changed once they are made", () => {
    expect(Object.isFrozen(parse(CheckpointRef, checkpoint, "checkpoint"))).toBe(true);
  });

  it.each([
    ["a paused project without its time", Project, { ...project, status: "paused", reason: null }],
    ["a failed execution without its failure", Execution, { ...execution, status: "failed", endedAt: at }],
    [
      "a running execution without its fence",
      Execution,
      { ...execution, status: "running", workerId: id, startedAt: at },
    ],
    ["a done task without its result", Task, { ...task, status: "done", executionId: id }],
  ])("refuse %s", (_, schema, value) => {
    expect(schema.safeParse(value).success).toBe(false);
  });

  it.each([
    ["an array", []],
    ["text", "x"],
    ["null", null],
    ["messages that are not objects", { messages: ["x"], state: {} }],
  ])("refuse a context that is %s", (_, context) => {
    expect(Context.safeParse(context).success).toBe(false);
    expect(Checkpoint.safeParse({ ...checkpoint, context }).success).toBe(false);
  });

  it("read a name without the space around it", () => {
    expect(Name.parse("  site ")).toBe("site");
  });

  it("tell what a value should have been, and what it was", () => {
    expect(() => parse(ProjectId, "nope", "project.id")).toThrow('project.id is "nope": must be a ULID');
    expect(() => parse(ProjectId, undefined, "project.id")).toThrow("project.id is missing");
    expect(() => parse(ProjectId, "x".repeat(500), "project.id")).toThrow(/is "x{70,80}\.\.\.:/);
  });
});

describe("timestamps", () => {
  it("are milliseconds of UTC with Z, and sort as text", () => {
    expect(timestampOf(Date.UTC(2026, 0, 31, 9, 30))).toBe("2026-01-31T09:30:00.000Z");
    expect(msOf(timestampOf(1_234_567))).toBe(1_234_567);
    expect([timestampOf(2), timestampOf(1)].toSorted()).toEqual([timestampOf(1), timestampOf(2)]);
  });

  it.each(["2026-01-31T09:30:00Z", "2026-01-31T09:30:00.000+00:00", "2026-01-31", "2026-13-01T00:00:00.000Z"])(
    "are refused in another form: %s",
    (text) => {
      expect(Timestamp.safeParse(text).success).toBe(false);
    },
  );
});

describe("a recovery result", () => {
  const category = "crashed";
  const resumed = { outcome: "resumed", checkpoint, attempt: 1, category };

  it("can resume unless the fallback took over", () => {
    expect(canResume(RecoveryResult.parse(resumed))).toBe(true);
    expect(canResume(RecoveryResult.parse({ outcome: "continued", turn: 0, category }))).toBe(true);
    const fellBack = { outcome: "fell_back", category, reason: "spent", reassigned: false };
    expect(canResume(RecoveryResult.parse(fellBack))).toBe(false);
  });

  it.each([
    ["a checkpoint without an attempt", { ...resumed, attempt: undefined }],
    ["an attempt without a checkpoint", { ...resumed, checkpoint: undefined }],
    ["attempt zero", { ...resumed, attempt: 0 }],
  ])("refuses %s", (_, result) => {
    expect(RecoveryResult.safeParse(result).success).toBe(false);
  });
});
