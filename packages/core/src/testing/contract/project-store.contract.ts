import { expect, it } from "vitest";
import type { AgentId, ProjectId } from "../../models/ids.js";
import { code, Scenario, settings } from "./scenario.js";
import type { OpenStore } from "./store-under-test.js";

const unknown = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

export function projectStoreContract(open: OpenStore): void {
  it("keeps projects and lists them oldest first", async () => {
    await using s = await Scenario.open(open);
    const { projects } = s.store;
    const second = await projects.createProject({ name: "shop", root: "/srv/shop" });
    expect(second).toMatchObject({ name: "shop", root: "/srv/shop", status: "active" });
    expect(await projects.project(second.id)).toEqual(second);
    expect(await projects.projects()).toEqual([s.project, second]);
    expect(await projects.project(unknown as ProjectId)).toBeUndefined();
  });

  it("refuses a second project of the same name", async () => {
    await using s = await Scenario.open(open);
    const again = s.store.projects.createProject({ name: "site", root: "/elsewhere" });
    await expect(again).rejects.toMatchObject(code("already_exists"));
    expect(await s.store.projects.projects()).toEqual([s.project]);
  });

  it("refuses a blank name, naming the field", async () => {
    await using s = await Scenario.open(open);
    const blank = s.store.projects.createProject({ name: "  ", root: "/srv/blank" });
    await expect(blank).rejects.toMatchObject({ code: "invalid_input", details: { field: "project.name" } });
    expect(await s.store.projects.projects()).toHaveLength(1);
  });

  it("keeps agents of a project, oldest first, with names that are unique in it", async () => {
    await using s = await Scenario.open(open);
    const { projects } = s.store;
    const reviewer = await s.newAgent("reviewer");
    const other = await projects.createProject({ name: "shop", root: "/srv/shop" });
    await projects.createAgent({ projectId: other.id, name: "writer" });
    expect(await projects.agents(s.project.id)).toEqual([s.agent, reviewer]);
    expect(await projects.agent(reviewer.id)).toEqual(reviewer);
    await expect(s.newAgent("reviewer")).rejects.toMatchObject(code("already_exists"));
    await expect(projects.createAgent({ projectId: unknown as ProjectId, name: "x" })).rejects.toMatchObject(
      code("not_found"),
    );
  });

  it("ensures an agent of a name: the one that is there, or a new one", async () => {
    await using s = await Scenario.open(open);
    const { projects } = s.store;
    const last = await s.store.events.last();
    const ensure = (name: string, idempotencyKey?: string) =>
      projects.ensureAgent({ projectId: s.project.id, name }, { idempotencyKey });
    expect(await ensure("writer")).toEqual(s.agent);
    expect(await s.store.events.last()).toBe(last);
    const all = await Promise.all([ensure("reviewer", "k"), ensure("reviewer", "k"), ensure("reviewer")]);
    expect(await projects.agents(s.project.id)).toEqual([s.agent, all[0]]);
    expect(all).toEqual([all[0], all[0], all[0]]);
    expect(await s.events(last)).toHaveLength(1);
    await expect(ensure("writer", "k")).rejects.toMatchObject(code("idempotency_conflict"));
    const nowhere = projects.ensureAgent({ projectId: unknown as ProjectId, name: "x" });
    await expect(nowhere).rejects.toMatchObject(code("not_found"));
  });

  it("creates a task with its first execution queued, newest task first", async () => {
    await using s = await Scenario.open(open);
    const { projects } = s.store;
    const { task, execution } = await s.start(s.agent.id, "write the docs");
    expect(task).toMatchObject({
      status: "active",
      prompt: "write the docs",
      reassignments: 0,
      executionId: execution.id,
    });
    expect(execution).toMatchObject({
      status: "queued",
      reason: "new",
      notBefore: null,
      failure: null,
      turn: 0,
      attempts: 0,
    });
    expect(execution).toMatchObject({
      taskId: task.id,
      agentId: s.agent.id,
      agentName: "writer",
      settings,
      progressAt: null,
    });
    const second = await s.start();
    expect(await projects.task(task.id)).toEqual(task);
    expect(await projects.tasks(s.project.id)).toEqual([second.task, task]);
    expect(await s.executions.execution(execution.id)).toEqual(execution);
  });

  it("refuses a task for an unknown agent or one of another project", async () => {
    await using s = await Scenario.open(open);
    const { projects } = s.store;
    const other = await projects.createProject({ name: "shop", root: "/srv/shop" });
    const task = { projectId: other.id, prompt: "x", settings };
    await expect(projects.createTask({ ...task, agentId: unknown as AgentId })).rejects.toMatchObject(
      code("not_found"),
    );
    await expect(projects.createTask({ ...task, agentId: s.agent.id })).rejects.toMatchObject(code("invalid_input"));
    expect(await projects.tasks(other.id)).toEqual([]);
  });

  it("logs every creation with what it created", async () => {
    await using s = await Scenario.open(open);
    const { task, execution } = await s.start();
    const events = await s.store.events.read({ after: 0, limit: 100 });
    expect(events.map(({ body, executionId }) => ({ ...body, executionId }))).toEqual([
      { type: "project.created", name: "site", executionId: null },
      { type: "agent.created", agentId: s.agent.id, name: "writer", executionId: null },
      { type: "task.created", taskId: task.id, agentId: s.agent.id, executionId: execution.id },
      { type: "execution.queued", reason: "new", executionId: execution.id },
    ]);
    expect(events.every(({ projectId }) => projectId === s.project.id)).toBe(true);
  });

  it("answers a repeated request with the first answer and writes nothing", async () => {
    await using s = await Scenario.open(open);
    const { projects } = s.store;
    const input = { projectId: s.project.id, agentId: s.agent.id, prompt: "once", settings };
    const first = await projects.createTask(input, { idempotencyKey: "k1" });
    await s.executions.change(first.execution.id, { type: "cancel" });
    const last = await s.store.events.last();
    const reordered = { settings: { ...settings }, prompt: "once", agentId: s.agent.id, projectId: s.project.id };
    expect(await projects.createTask(reordered, { idempotencyKey: "k1" })).toEqual(first);
    expect(await projects.tasks(s.project.id)).toHaveLength(1);
    expect(await s.store.events.last()).toBe(last);
  });

  it("refuses a used idempotency key with another input or for another operation", async () => {
    await using s = await Scenario.open(open);
    const { projects } = s.store;
    const input = { name: "shop", root: "/srv/shop" };
    const shop = await projects.createProject(input, { idempotencyKey: "k" });
    const other = projects.createProject({ ...input, name: "shop2" }, { idempotencyKey: "k" });
    await expect(other).rejects.toMatchObject(code("idempotency_conflict"));
    const agent = projects.createAgent({ projectId: shop.id, name: "shop" }, { idempotencyKey: "k" });
    await expect(agent).rejects.toMatchObject(code("idempotency_conflict"));
    expect(await projects.createProject(input, { idempotencyKey: "k" })).toEqual(shop);
  });

  it("does not keep the idempotency key of a request that failed", async () => {
    await using s = await Scenario.open(open);
    const { projects } = s.store;
    const taken = projects.createProject({ name: "site", root: "/a" }, { idempotencyKey: "k" });
    await expect(taken).rejects.toMatchObject(code("already_exists"));
    await projects.createProject({ name: "shop", root: "/a" }, { idempotencyKey: "k" });
  });

  it.each([
    ["empty", ""],
    ["over 200 characters", "x".repeat(201)],
  ])("refuses an idempotency key that is %s", async (_, idempotencyKey) => {
    await using s = await Scenario.open(open);
    const created = s.store.projects.createProject({ name: "shop", root: "/a" }, { idempotencyKey });
    await expect(created).rejects.toMatchObject({ code: "invalid_input", details: { field: "idempotencyKey" } });
  });
}
