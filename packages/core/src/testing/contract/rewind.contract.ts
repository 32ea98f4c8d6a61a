import { expect, it } from "vitest";
import type { CheckpointId } from "../../models/ids.js";
import { code, Scenario } from "./scenario.js";
import type { OpenStore } from "./store-under-test.js";

export function rewindContract(open: OpenStore): void {
  it("takes later turns, their journal and checkpoints out of play and tells of the checkpoints", async () => {
    await using s = await Scenario.open(open);
    const { lease, execution } = await s.running();
    const { id } = execution;
    const ids = await s.commitTo(lease, 4);
    await s.executions.record(lease, { turn: 5, entries: [{ kind: "notice", text: "x" }], events: [] });
    const after = await s.store.events.last();
    await s.checkpoints.rewind(lease, 2);
    expect(await s.execution(id)).toMatchObject({ status: "running", turn: 2 });
    expect(await s.executions.journal(id)).toEqual([]);
    expect((await s.checkpoints.checkpoints(id)).map((checkpoint) => checkpoint.id)).toEqual([ids.get(2), ids.get(1)]);
    expect(await s.checkpoints.checkpoint(ids.get(4) as CheckpointId)).toBeUndefined();
    await expect(s.checkpoints.load(id, 3)).rejects.toMatchObject(code("not_found"));
    expect(await s.events(after)).toEqual([{ type: "checkpoint.deleted", count: 2, reason: "rewound" }]);
  });

  it("goes on from the turn it went back to", async () => {
    await using s = await Scenario.open(open);
    const { lease, execution } = await s.running();
    await s.commitTo(lease, 3);
    await s.checkpoints.rewind(lease, 1);
    await s.commit(lease, 2, { messages: [{ content: "another way" }], checkpointId: s.checkpointId() });
    const { context } = await s.checkpoints.load(execution.id, 2);
    expect(context.messages.map(({ content }) => content)).toEqual(["turn 1", "another way"]);
  });

  it("can go back more than once over the same turns, and to the very beginning", async () => {
    await using s = await Scenario.open(open);
    const { lease, execution } = await s.running();
    for (let round = 0; round < 3; round += 1) {
      await s.commitTo(lease, 2);
      await s.checkpoints.rewind(lease, 0);
    }
    await s.commit(lease, 1);
    expect((await s.checkpoints.load(execution.id, 1)).context.messages).toHaveLength(1);
  });

  it("recovers from corruption: the execution runs on from before the bad turn", async () => {
    await using s = await Scenario.open(open);
    const { lease, execution } = await s.running();
    await s.commitTo(lease, 4);
    await s.subject.corruptTurn(execution.id, 3);
    await s.checkpoints.rewind(lease, 2);
    await s.commit(lease, 3);
    expect((await s.checkpoints.load(execution.id, 3)).context.messages).toHaveLength(3);
  });

  it("keeps what was paid: usage does not go back", async () => {
    await using s = await Scenario.open(open);
    const { lease, execution } = await s.running();
    const usage = { inputTokens: 5, outputTokens: 6, costMicroUsd: 7 };
    await s.commit(lease, 1, { entries: [{ kind: "step", name: "reply", value: null, usage }] });
    await s.checkpoints.rewind(lease, 0);
    expect((await s.execution(execution.id)).usage).toEqual(usage);
  });

  it("counts a turn completed after it as progress", async () => {
    await using s = await Scenario.open(open);
    const first = await s.running();
    await s.commitTo(first.lease, 3);
    await s.expire();
    const second = await s.claimOne(await s.worker());
    expect(second.execution.attempts).toBe(1);
    await s.checkpoints.rewind(second.lease, 1);
    await s.commit(second.lease, 2);
    await s.expire();
    expect((await s.claimOne(await s.worker())).execution.attempts).toBe(1);
  });

  it("refuses a turn that was never completed", async () => {
    await using s = await Scenario.open(open);
    const { lease, execution } = await s.running();
    await s.commitTo(lease, 2);
    await expect(s.checkpoints.rewind(lease, 3)).rejects.toMatchObject(code("not_found"));
    await expect(s.checkpoints.rewind(lease, -1)).rejects.toMatchObject(code("not_found"));
    expect((await s.execution(execution.id)).turn).toBe(2);
  });
}
