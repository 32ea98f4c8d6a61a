import { expect, it } from "vitest";
import { rootHash } from "../../checkpoints/state-hash.js";
import { emptyContext } from "../../models/context.js";
import type { CheckpointId, ExecutionId } from "../../models/ids.js";
import { timestampOf } from "../../models/timestamp.js";
import { code, Scenario } from "./scenario.js";
import type { OpenStore } from "./store-under-test.js";

export function checkpointStoreContract(open: OpenStore): void {
  it("keeps checkpoints with the hash of the state they point to, newest first", async () => {
    await using s = await Scenario.open(open);
    const { lease, execution, task } = await s.running();
    const ids = await s.commitTo(lease, 3);
    await s.commit(lease, 4);
    const checkpoints = await s.checkpoints.checkpoints(execution.id);
    expect(checkpoints.map(({ id, turn }) => [turn, id])).toEqual([3, 2, 1].map((turn) => [turn, ids.get(turn)]));
    const { stateHash } = await s.checkpoints.load(execution.id, 3);
    const newest = {
      id: ids.get(3) as CheckpointId,
      executionId: execution.id,
      agentId: s.agent.id,
      taskId: task.id,
      turn: 3,
      stateHash,
    };
    expect(checkpoints[0]).toEqual({ ...newest, createdAt: timestampOf(s.clock.now()) });
    expect(await s.checkpoints.checkpoint(newest.id)).toEqual(checkpoints[0]);
    expect(await s.checkpoints.checkpoint(s.agent.id as string as CheckpointId)).toBeUndefined();
  });

  it("refuses a checkpoint id that is taken, and the turn with it", async () => {
    await using s = await Scenario.open(open);
    const { lease, execution } = await s.running();
    const checkpointId = s.checkpointId();
    await s.commit(lease, 1, { checkpointId });
    await expect(s.commit(lease, 2, { checkpointId })).rejects.toMatchObject(code("already_exists"));
    expect((await s.execution(execution.id)).turn).toBe(1);
    await s.commit(lease, 2);
  });

  it("loads the context of any turn, turn 0 being empty", async () => {
    await using s = await Scenario.open(open);
    const { lease, execution } = await s.running();
    const { id } = execution;
    await s.commit(lease, 1, { state: { plan: ["a"], cursor: 1, [`__proto__`]: "kept" } });
    await s.commit(lease, 2, { messages: [], state: { cursor: 2 }, removed: ["plan"] });
    await s.commit(lease, 3, { messages: [{ role: "user", content: 'a\u0000\u{1F600}\\"\n' }, { role: "tool" }] });
    expect(await s.checkpoints.load(id, 0)).toEqual({ turn: 0, stateHash: rootHash, context: emptyContext });
    const at = async (turn: number) => (await s.checkpoints.load(id, turn)).context;
    const one = { role: "assistant", content: "turn 1" };
    const kept = (rest: object) => ({ ...rest, [`__proto__`]: "kept" });
    expect(await at(1)).toEqual({ messages: [one], state: kept({ plan: ["a"], cursor: 1 }) });
    expect(await at(2)).toEqual({ messages: [one], state: kept({ cursor: 2 }) });
    const three = [one, { role: "user", content: 'a\u0000\u{1F600}\\"\n' }, { role: "tool" }];
    expect(await at(3)).toEqual({ messages: three, state: kept({ cursor: 2 }) });
  });

  it("starts again at a reset turn and still loads the turns before it", async () => {
    await using s = await Scenario.open(open);
    const { lease, execution } = await s.running();
    const { id } = execution;
    await s.commit(lease, 1, { state: { a: 1 } });
    await s.commit(lease, 2, { messages: [{ role: "user", content: "summary" }], state: { b: 2 }, reset: true });
    await s.commit(lease, 3);
    const { context } = await s.checkpoints.load(id, 3);
    expect(context.messages.map(({ content }) => content)).toEqual(["summary", "turn 3"]);
    expect(context.state).toEqual({ b: 2 });
    expect((await s.checkpoints.load(id, 1)).context.state).toEqual({ a: 1 });
  });

  it("refuses a turn that is not in the log", async () => {
    await using s = await Scenario.open(open);
    const { lease, execution } = await s.running();
    await s.commit(lease, 1);
    await expect(s.checkpoints.load(execution.id, 2)).rejects.toMatchObject(code("not_found"));
    await expect(s.checkpoints.load(execution.id, -1)).rejects.toMatchObject(code("not_found"));
    const unknown = s.agent.id as string as ExecutionId;
    await expect(s.checkpoints.load(unknown, 0)).rejects.toMatchObject(code("not_found"));
  });

  it("reports a corrupt turn as the first bad one and still loads what came before it", async () => {
    await using s = await Scenario.open(open);
    const { lease, execution } = await s.running();
    await s.commitTo(lease, 6);
    await s.subject.corruptTurn(execution.id, 3);
    await s.subject.corruptTurn(execution.id, 5);
    const corrupt = { code: "checkpoint_corrupt", details: { turn: 3 } };
    await expect(s.checkpoints.load(execution.id, 6)).rejects.toMatchObject(corrupt);
    await expect(s.checkpoints.load(execution.id, 3)).rejects.toMatchObject(corrupt);
    expect((await s.checkpoints.load(execution.id, 2)).context.messages).toHaveLength(2);
  });

  it("is not troubled by corruption before a reset turn", async () => {
    await using s = await Scenario.open(open);
    const { lease, execution } = await s.running();
    await s.commit(lease, 1);
    await s.commit(lease, 2, { reset: true });
    await s.commit(lease, 3);
    await s.subject.corruptTurn(execution.id, 1);
    expect((await s.checkpoints.load(execution.id, 3)).context.messages).toHaveLength(2);
  });
}
