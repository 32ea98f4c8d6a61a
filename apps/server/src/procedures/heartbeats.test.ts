import { expect, it } from "vitest";
import { startRig } from "../testing/server-rig.js";
import { setStage } from "../testing/stage.js";

it("lists the heartbeats of running executions, of all projects or of one", async () => {
  await using rig = await startRig();
  const { heartbeats } = rig.connect();
  const stage = await setStage(rig.store, rig.clock);
  const other = await setStage(rig.store, rig.clock, "other");
  const execution = await stage.queued();
  await other.queued();
  expect(await heartbeats.list.query()).toEqual([]);
  await stage.claim(execution);
  expect(await heartbeats.list.query()).toMatchObject([{ executionId: execution.id, workerId: stage.workerId }]);
  expect(await heartbeats.list.query({ projectId: stage.project.id })).toHaveLength(1);
  expect(await heartbeats.list.query({ projectId: other.project.id })).toEqual([]);
});
