import { expect, it } from "vitest";
import { refusal } from "../testing/refusal.js";
import { startRig } from "../testing/server-rig.js";
import { setStage } from "../testing/stage.js";

const nowhere = "7ZZZZZZZZZZZZZZZZZZZZZZZZZ";

it("lists an execution's checkpoints, newest first, and shows one with its context", async () => {
  await using rig = await startRig();
  const { checkpoints } = rig.connect();
  const stage = await setStage(rig.store, rig.clock);
  const execution = await stage.queued();
  const executionId = execution.id;
  expect(await checkpoints.list.query({ executionId })).toEqual([]);
  const lease = await stage.claim(execution);
  const first = await stage.commitTurn(lease, 1);
  const second = await stage.commitTurn(lease, 2);
  expect((await checkpoints.list.query({ executionId })).map(({ id }) => id)).toEqual([second, first]);
  expect(await checkpoints.show.query({ checkpointId: first })).toMatchObject({
    id: first,
    executionId,
    turn: 1,
    context: { messages: [{ role: "assistant", content: "turn 1" }], state: {} },
  });
});

it("tells of a corrupt checkpoint, and of one that is not there", async () => {
  await using rig = await startRig();
  const { checkpoints } = rig.connect();
  const stage = await setStage(rig.store, rig.clock);
  const execution = await stage.queued();
  const checkpointId = await stage.commitTurn(await stage.claim(execution), 1);
  rig.store.corruptTurn(execution.id, 1);
  expect(await refusal(checkpoints.show.query({ checkpointId }))).toMatchObject({
    code: "checkpoint_corrupt",
    details: { turn: 1 },
  });
  expect(await refusal(checkpoints.show.query({ checkpointId: nowhere }))).toMatchObject({
    code: "not_found",
  });
  expect(await refusal(checkpoints.list.query({ executionId: nowhere }))).toMatchObject({
    code: "not_found",
  });
});
