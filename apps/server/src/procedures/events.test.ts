import { expect, it } from "vitest";
import { refusal } from "../testing/refusal.js";
import { startRig } from "../testing/server-rig.js";
import { setStage } from "../testing/stage.js";

it("pages through the log, oldest first, each page after the one before", async () => {
  await using rig = await startRig();
  const { events } = rig.connect();
  const stage = await setStage(rig.store, rig.clock);
  for (let number = 0; number < 5; number += 1) await stage.queued();
  const seqs: number[] = [];
  for (let next: number | null = 0; next !== null;) {
    const page: Awaited<ReturnType<typeof events.list.query>> = await events.list.query({ after: next, limit: 5 });
    expect(page.epoch).toBe(rig.store.events.epoch);
    seqs.push(...page.events.map(({ seq }) => seq));
    next = page.next;
  }
  expect(seqs).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
});

it("gives the newest events when it is asked for them, and no page after", async () => {
  await using rig = await startRig();
  const { events } = rig.connect();
  const stage = await setStage(rig.store, rig.clock);
  for (const _ of [1, 2, 3]) await stage.queued();
  const page = await events.list.query({ newest: true, limit: 3 });
  expect(page.events.map(({ seq }) => seq)).toEqual([6, 7, 8]);
  expect(page.next).toBeNull();
});

it("narrows to a project or an execution", async () => {
  await using rig = await startRig();
  const { events } = rig.connect();
  const stage = await setStage(rig.store, rig.clock);
  const other = await setStage(rig.store, rig.clock, "other");
  const execution = await stage.queued();
  await other.queued();
  const ofProject = await events.list.query({ projectId: other.project.id });
  expect(ofProject.events.every(({ projectId }) => projectId === other.project.id)).toBe(true);
  expect(ofProject.events).toHaveLength(4);
  const ofExecution = await events.list.query({ executionId: execution.id });
  expect(ofExecution.events.map(({ body }) => body.type)).toContain("execution.queued");
  expect(ofExecution).toMatchObject({ next: null });
});

it("refuses a page that is too long and a place that is none", async () => {
  await using rig = await startRig();
  const { events } = rig.connect();
  expect(await refusal(events.list.query({ limit: 1_001 }))).toMatchObject({
    code: "invalid_input",
    details: { field: "list.limit" },
  });
  expect(await refusal(events.list.query({ after: -1 }))).toMatchObject({
    code: "invalid_input",
    details: { field: "list.after" },
  });
});
