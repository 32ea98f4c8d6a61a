import { expect, it } from "vitest";
import { refusal } from "../testing/refusal.js";
import { startRig } from "../testing/server-rig.js";

async function demo(rig: Awaited<ReturnType<typeof startRig>>) {
  const client = rig.connect();
  const { id: projectId } = await client.projects.create.mutate({ name: "demo", root: "/demo" });
  await client.agents.create.mutate({ projectId, name: "writer" });
  return { projectId, tasks: client.tasks, executions: client.executions };
}

it("starts a task, queues its execution, and shows and lists it", async () => {
  await using rig = await startRig();
  const { tasks, executions, projectId } = await demo(rig);
  const first = await tasks.start.mutate({ projectId, agent: "writer", prompt: "Write.", settings: { maxTurns: 3 } });
  expect(first.execution).toMatchObject({
    status: "queued",
    reason: "new",
    settings: { maxTurns: 3, autonomy: "full" },
  });
  const second = await tasks.start.mutate({ projectId, agent: "writer", prompt: "Write more." });
  expect(await tasks.show.query({ taskId: first.task.id })).toEqual(first.task);
  expect(await tasks.list.query({ projectId })).toEqual([second.task, first.task]);
  expect(await executions.show.query({ executionId: first.execution.id })).toEqual(first.execution);
});

it("starts it once, however often it is asked under the same idempotency key", async () => {
  await using rig = await startRig();
  const { tasks, projectId } = await demo(rig);
  const input = { projectId, agent: "writer", prompt: "Write.", idempotencyKey: "k1" };
  const started = await Promise.all([tasks.start.mutate(input), tasks.start.mutate(input), tasks.start.mutate(input)]);
  expect(new Set(started.map(({ task }) => task.id)).size).toBe(1);
  expect(await tasks.list.query({ projectId })).toHaveLength(1);
});

it("refuses an agent that is not there, a blank prompt, a bad bound and an unknown task", async () => {
  await using rig = await startRig();
  const { tasks, projectId } = await demo(rig);
  const task = { projectId, agent: "writer", prompt: "Write." };
  expect(await refusal(tasks.start.mutate({ ...task, agent: "nobody" }))).toMatchObject({
    code: "not_found",
    details: { kind: "agent", reference: "nobody" },
  });
  expect(await refusal(tasks.start.mutate({ ...task, prompt: "  " }))).toMatchObject({
    code: "invalid_input",
    details: { field: "task.prompt" },
  });
  expect(await refusal(tasks.start.mutate({ ...task, settings: { maxTurns: 0 } }))).toMatchObject({
    code: "invalid_input",
    details: { field: "task.settings.maxTurns", found: "0" },
  });
  const taskId = "7ZZZZZZZZZZZZZZZZZZZZZZZZZ";
  expect(await refusal(tasks.show.query({ taskId }))).toMatchObject({ code: "not_found", details: { kind: "task" } });
});

it("tells the workers of its process at once that there is work", async () => {
  let scans = 0;
  const worker = {
    async scan() {
      scans += 1;
    },
  };
  await using rig = await startRig({ workers: [worker] });
  const { tasks, projectId } = await demo(rig);
  const before = scans;
  await tasks.start.mutate({ projectId, agent: "writer", prompt: "Write." });
  expect(scans).toBe(before + 1);
  await tasks.list.query({ projectId });
  expect(scans).toBe(before + 1);
});
