import type { WatchMessage } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import {
  agent,
  checkpoint,
  completed,
  event,
  heartbeat,
  heartbeats,
  project,
  running,
  snapshot,
  task,
} from "../testing/sample-rows.js";
import { noRows } from "./live-view.js";
import { defaultLimits, reduce, reduceAll } from "./reduce.js";

const turnCommitted = (turn: number) => ({ type: "turn.committed", turn }) as const;

describe("a snapshot", () => {
  it("fills the view", () => {
    const rows = reduce(noRows, snapshot({ tasks: [task(1)], executions: [running(1)], heartbeats: [heartbeat(1)] }));
    expect(rows).toMatchObject({ epoch: "one", seq: 10, events: [] });
    expect(rows.projects.get(project.id)).toEqual(project);
    expect(rows.agents.get(agent.id)).toEqual(agent);
    expect(rows.executions.get(running(1).id)).toEqual(running(1));
    expect(rows.heartbeats.get(running(1).id)).toEqual(heartbeat(1));
  });

  it("keeps the identity of rows it brings again unchanged, and of whole tables", () => {
    const before = reduce(noRows, snapshot({ executions: [running(1), running(2)] }));
    const after = reduce(before, snapshot({ seq: 12, executions: [running(1), running(2, 1)] }, "reset"));
    expect(after.executions.get(running(1).id)).toBe(before.executions.get(running(1).id));
    expect(after.executions.get(running(2).id)?.turn).toBe(1);
    expect(after.projects).toBe(before.projects);
  });

  it("drops rows that are gone", () => {
    const before = reduce(noRows, snapshot({ executions: [running(1), running(2)] }));
    const after = reduce(before, snapshot({ executions: [running(2)] }, "reset"));
    expect([...after.executions.keys()]).toEqual([running(2).id]);
  });

  it("of another store forgets the events of the first", () => {
    const before = reduceAll(noRows, [snapshot(), event(11, turnCommitted(1))]);
    expect(before.events).toHaveLength(1);
    const after = reduce(before, snapshot({ epoch: "two", seq: 3 }, "reset"));
    expect(after).toMatchObject({ epoch: "two", seq: 3, events: [] });
  });
});

describe("an event", () => {
  const base = reduce(noRows, snapshot({ executions: [running(1), running(2)], tasks: [task(1), task(2)] }));

  it("replaces the rows it carries and leaves the others as they were", () => {
    const after = reduce(base, event(11, turnCommitted(1), { execution: running(1, 1) }));
    expect(after.seq).toBe(11);
    expect(after.executions.get(running(1).id)?.turn).toBe(1);
    expect(after.executions.get(running(2).id)).toBe(base.executions.get(running(2).id));
    expect(after.tasks).toBe(base.tasks);
    expect(after.agents).toBe(base.agents);
  });

  it("keeps the identity of a row it carries unchanged", () => {
    const after = reduce(base, event(11, turnCommitted(0), { execution: running(1) }));
    expect(after.executions).toBe(base.executions);
  });

  it("that was seen already changes nothing", () => {
    expect(reduce(base, event(10, turnCommitted(1), { execution: running(1, 1) }))).toBe(base);
  });

  it("is kept among the newest only", () => {
    const messages = Array.from({ length: 30 }, (_, index) => event(11 + index, turnCommitted(1)));
    const after = reduceAll(base, messages, { ...defaultLimits, events: 10 });
    expect(after.events.map(({ seq }) => seq)).toEqual([31, 32, 33, 34, 35, 36, 37, 38, 39, 40]);
  });

  it("takes away the heartbeat of an execution that stopped, and a late beat does not bring it back", () => {
    const beating = reduce(base, heartbeats(heartbeat(1), heartbeat(2)));
    const after = reduce(beating, event(11, { type: "execution.completed" }, { execution: completed(1) }));
    expect([...after.heartbeats.keys()]).toEqual([running(2).id]);
    expect(reduce(after, heartbeats(heartbeat(1, 5)))).toBe(after);
  });

  it("adds a checkpoint, newest first, at most as many as wanted", () => {
    const saved = (seq: number, turn: number) => {
      const ref = checkpoint(1, turn);
      return event(
        seq,
        { type: "checkpoint.saved", checkpointId: ref.id, turn },
        { checkpoint: ref, execution: running(1, turn) },
      );
    };
    const after = reduceAll(base, [saved(11, 1), saved(12, 2), saved(13, 3)], { ...defaultLimits, checkpoints: 2 });
    expect(after.checkpoints.get(running(1).id)?.map(({ turn }) => turn)).toEqual([3, 2]);
  });

  it("of an execution that was set back takes away the checkpoints of the turns it lost", () => {
    const saved = [1, 2, 3].map((turn) =>
      event(
        10 + turn,
        { type: "checkpoint.saved", checkpointId: checkpoint(1, turn).id, turn },
        { checkpoint: checkpoint(1, turn) },
      ),
    );
    const after = reduceAll(base, [...saved, event(14, turnCommitted(1), { execution: running(1, 1) })]);
    expect(after.checkpoints.get(running(1).id)?.map(({ turn }) => turn)).toEqual([1]);
  });

  it("that tells of rewound checkpoints leaves those of the turns that are left", () => {
    const saved = [1, 2].map((turn) => {
      const ref = checkpoint(1, turn);
      return event(10 + turn, { type: "checkpoint.saved", checkpointId: ref.id, turn }, { checkpoint: ref });
    });
    const rewound = { type: "checkpoint.deleted", count: 1, reason: "rewound" } as const;
    const after = reduceAll(base, [...saved, event(13, rewound, { execution: running(1, 1) })]);
    expect(after.checkpoints.get(running(1).id)?.map(({ turn }) => turn)).toEqual([1]);
  });

  it("that tells of deleted checkpoints takes away those of its execution", () => {
    const one = checkpoint(1, 1);
    const after = reduceAll(base, [
      event(11, { type: "checkpoint.saved", checkpointId: one.id, turn: 1 }, { checkpoint: one }),
      event(12, { type: "checkpoint.deleted", count: 1, reason: "retention" }, { execution: completed(1) }),
    ]);
    expect(after.checkpoints.size).toBe(0);
  });
});

describe("heartbeats", () => {
  it("replace the last beat of each execution and touch nothing else", () => {
    const base = reduce(
      noRows,
      snapshot({ executions: [running(1), running(2)], heartbeats: [heartbeat(1), heartbeat(2)] }),
    );
    const after = reduce(base, heartbeats(heartbeat(1, 9)));
    expect(after.heartbeats.get(running(1).id)).toEqual(heartbeat(1, 9));
    expect(after.heartbeats.get(running(2).id)).toBe(base.heartbeats.get(running(2).id));
    expect(after.executions).toBe(base.executions);
    expect(after.seq).toBe(base.seq);
  });
});

it("a batch gives the same rows as its messages one by one", () => {
  const messages: WatchMessage[] = [
    snapshot({ executions: [running(1)] }),
    event(11, turnCommitted(1), { execution: running(1, 1) }),
    heartbeats(heartbeat(1, 3)),
    event(12, { type: "execution.completed" }, { execution: completed(1) }),
    snapshot({ epoch: "two", seq: 4 }, "reset"),
    event(5, turnCommitted(1), { execution: running(2, 1) }),
  ];
  const oneByOne = messages.reduce((rows, message) => reduce(rows, message), noRows);
  expect(reduceAll(noRows, messages)).toEqual(oneByOne);
});

it("nothing to apply leaves the very same rows", () => {
  expect(reduceAll(noRows, [])).toBe(noRows);
});

it("a view that runs for months keeps only the newest finished executions, and all unfinished ones", () => {
  const limits = { ...defaultLimits, finishedExecutions: 4 };
  const messages = [1, 2, 3, 4, 5, 6, 7, 8].map((number) =>
    event(10 + number, { type: "execution.completed" }, { execution: completed(number), task: task(number) }),
  );
  const base = reduce(noRows, snapshot({ executions: [running(20)], tasks: [task(20)] }));
  const after = reduceAll(base, messages, limits);
  expect([...after.executions.keys()].sort()).toEqual([5, 6, 7, 8, 20].map((number) => running(number).id));
  expect([...after.tasks.keys()].sort()).toEqual([5, 6, 7, 8, 20].map((number) => task(number).id));
});
