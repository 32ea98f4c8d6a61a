import { Control, WatchMessage, type Store } from "@holdfast/core";
import { describe, expect, it, vi } from "vitest";
import { countingClock, type CountingClock } from "./counting-clock.js";
import { serve } from "./server-rig.js";
import { setStage } from "./stage.js";
import { range, watching } from "./watching.js";

/** What a watch must do, over whatever store. `open` gives a new, empty one. */
export function describeWatch(storeName: string, open: (clock: CountingClock) => Promise<Store>): void {
  async function start(limits: Parameters<typeof serve>[2] = {}) {
    const clock = countingClock();
    const store = await open(clock);
    const rig = await serve(store, clock, limits);
    return {
      ...rig,
      control: new Control(store),
      async [Symbol.asyncDispose]() {
        await rig[Symbol.asyncDispose]();
        await store[Symbol.asyncDispose]();
      },
    };
  }

  describe(`a watch over ${storeName}`, () => {
    it("begins with everything there is", async () => {
      await using rig = await start();
      const stage = await setStage(rig.store, rig.clock);
      const running = await stage.queued();
      const cancelled = await stage.queued();
      await stage.claim(running);
      await rig.control.cancel({ executionId: cancelled.id });
      const watcher = watching(rig.connect());
      await vi.waitFor(() => expect(watcher.messages).not.toHaveLength(0));
      const [first] = watcher.messages;
      expect(WatchMessage.parse(first)).toEqual(first);
      const seq = await rig.store.events.last();
      expect(first).toMatchObject({
        type: "snapshot",
        reason: "first",
        snapshot: {
          epoch: rig.store.events.epoch,
          seq,
          projects: [stage.project],
          agents: [stage.agent],
          heartbeats: [{ executionId: running.id }],
        },
      });
      if (first?.type !== "snapshot") throw new Error("no snapshot");
      expect(first.snapshot.executions.map(({ id, status }) => [id, status])).toEqual([
        [running.id, "running"],
        [cancelled.id, "cancelled"],
      ]);
      expect(new Set(first.snapshot.tasks.map(({ id }) => id))).toEqual(new Set([running.taskId, cancelled.taskId]));
      expect(watcher.ids[0]).toBe(`${rig.store.events.epoch}:${seq}`);
    });

    it("goes on with every event and the rows it tells of, as they are now", async () => {
      await using rig = await start();
      const watcher = watching(rig.connect());
      await vi.waitFor(() => expect(watcher.messages).not.toHaveLength(0));
      const stage = await setStage(rig.store, rig.clock);
      const execution = await stage.queued();
      const lease = await stage.claim(execution);
      const checkpointId = await stage.commitTurn(lease, 1);
      await rig.store.executions.change(execution.id, { type: "complete", result: "Done." }, { lease });
      const last = await rig.store.events.last();
      await vi.waitFor(() => expect(watcher.seqs().at(-1)).toBe(last));
      const told = watcher.messages.filter((message) => message.type === "event");
      for (const message of told) expect(WatchMessage.parse(message)).toEqual(message);
      const toldOf = (type: string) => told.find(({ event }) => event.body.type === type);
      expect(toldOf("project.created")).toMatchObject({ project: stage.project });
      expect(toldOf("agent.created")).toMatchObject({ agent: stage.agent });
      expect(toldOf("task.created")).toMatchObject({ task: { id: execution.taskId } });
      expect(toldOf("checkpoint.saved")).toMatchObject({
        checkpoint: { id: checkpointId },
        execution: { id: execution.id },
      });
      expect(toldOf("execution.completed")).toMatchObject({
        execution: { status: "completed" },
        task: { status: "done" },
      });
    });

    it("misses nothing and repeats nothing when it begins amid thousands of commits", { timeout: 60_000 }, async () => {
      await using rig = await start();
      const stage = await setStage(rig.store, rig.clock);
      const client = rig.connect();
      const watchers: ReturnType<typeof watching>[] = [];
      for (let number = 0; number < 1_500; number += 1) {
        await stage.queued();
        if (watchers.length < 30 && Math.random() < 0.05) watchers.push(watching(client));
        // Lets the server read and write in between, at a moment of its own.
        if (Math.random() < 0.3) await new Promise((resolve) => setImmediate(resolve));
      }
      expect(watchers.length).toBeGreaterThan(0);
      const last = await rig.store.events.last();
      expect(last).toBeGreaterThan(3_000);
      for (const watcher of watchers) {
        await vi.waitFor(() => expect(watcher.ids.at(-1)).toBe(`${rig.store.events.epoch}:${last}`), 20_000);
        const snapshots = watcher.messages.filter((message) => message.type === "snapshot");
        expect(snapshots).toHaveLength(1);
        expect(watcher.messages[0]).toBe(snapshots[0]);
        expect(watcher.seqs()).toEqual(range((snapshots[0]?.snapshot.seq ?? 0) + 1, last));
        watcher.stop();
      }
    });

    it("ends with the same rows as the store, wherever it began", { timeout: 60_000 }, async () => {
      await using rig = await start();
      const stage = await setStage(rig.store, rig.clock);
      const watchers: ReturnType<typeof watching>[] = [];
      for (let number = 0; number < 60; number += 1) {
        const execution = await stage.queued();
        if (number % 3 === 0) watchers.push(watching(rig.connect()));
        const lease = await stage.claim(execution);
        for (let turn = 1; turn <= 5; turn += 1) await stage.commitTurn(lease, turn);
        if (number % 2 === 0)
          await rig.store.executions.change(execution.id, { type: "complete", result: number }, { lease });
        await new Promise((resolve) => setImmediate(resolve));
      }
      const last = await rig.store.events.last();
      const executions = await rig.store.executions.executions();
      for (const watcher of watchers) {
        await vi.waitFor(() => expect(watcher.ids.at(-1)).toBe(`${rig.store.events.epoch}:${last}`), 20_000);
        const shown = new Map<string, unknown>();
        for (const message of watcher.messages) {
          if (message.type === "snapshot") for (const row of message.snapshot.executions) shown.set(row.id, row);
          else if (message.type === "event" && message.execution) shown.set(message.execution.id, message.execution);
        }
        expect([...shown.values()]).toHaveLength(executions.length);
        for (const execution of executions) expect(shown.get(execution.id)).toEqual(execution);
      }
    });

    it("of one project tells of nothing else, and its cursor moves on with what it leaves out", async () => {
      await using rig = await start();
      const stage = await setStage(rig.store, rig.clock);
      const other = await setStage(rig.store, rig.clock, "other");
      const execution = await stage.queued();
      await other.queued();
      const watcher = watching(rig.connect(), { projectId: stage.project.id });
      await vi.waitFor(() => expect(watcher.messages).not.toHaveLength(0));
      expect(watcher.messages[0]).toMatchObject({
        snapshot: { projects: [stage.project], agents: [stage.agent], executions: [{ id: execution.id }] },
      });
      await other.queued();
      await stage.claim(execution);
      await vi.waitFor(() => expect(watcher.seqs()).not.toHaveLength(0));
      const events = watcher.messages.filter((message) => message.type === "event");
      expect(new Set(events.map(({ event }) => event.projectId))).toEqual(new Set([stage.project.id]));
      await other.queued();
      const last = await rig.store.events.last();
      await vi.waitFor(async () => {
        await stage.beat();
        expect(watcher.ids.at(-1)).toBe(`${rig.store.events.epoch}:${last}`);
      }, 5_000);
    });

    it("of a project that is not there is refused", async () => {
      await using rig = await start();
      const watcher = watching(rig.connect(), { projectId: "7ZZZZZZZZZZZZZZZZZZZZZZZZZ" });
      await vi.waitFor(() => expect(watcher.errors).toEqual(["not_found"]));
    });
  });

  describe(`a client that comes back to a watch over ${storeName}`, () => {
    it("and has seen everything is told nothing until something happens", async () => {
      await using rig = await start();
      await rig.control.createProject({ name: "one", root: "/one" });
      const watcher = watching(rig.connect(), { lastEventId: `${rig.store.events.epoch}:1` });
      await vi.waitFor(() => expect(rig.clock.pending).toBeGreaterThan(1));
      await rig.control.createProject({ name: "two", root: "/two" });
      await vi.waitFor(() => expect(watcher.seqs()).toEqual([2]));
      expect(watcher.messages).toHaveLength(1);
    });

    it("is told of what it missed, once, and goes on", async () => {
      await using rig = await start();
      for (const number of range(1, 1_000)) await rig.control.createProject({ name: `p${number}`, root: "/p" });
      const watcher = watching(rig.connect(), { lastEventId: `${rig.store.events.epoch}:250` });
      await rig.control.createProject({ name: "one more", root: "/p" });
      await vi.waitFor(() => expect(watcher.seqs().at(-1)).toBe(1_001));
      expect(watcher.seqs()).toEqual(range(251, 1_001));
      expect(watcher.messages.every(({ type }) => type === "event")).toBe(true);
    });

    it("is given a new snapshot when it is too far behind", async () => {
      await using rig = await start({ limits: { replayedEvents: 100 } });
      for (const number of range(1, 200)) await rig.control.createProject({ name: `p${number}`, root: "/p" });
      const near = watching(rig.connect(), { lastEventId: `${rig.store.events.epoch}:100` });
      const far = watching(rig.connect(), { lastEventId: `${rig.store.events.epoch}:99` });
      await vi.waitFor(() => expect(near.seqs()).toEqual(range(101, 200)));
      await vi.waitFor(() =>
        expect(far.messages).toMatchObject([{ type: "snapshot", reason: "reset", snapshot: { seq: 200 } }]),
      );
    });

    it.each([
      ["of another store", "another-store:1"],
      ["of a history that this store does not have", "SELF:99"],
      ["that is none", "nonsense"],
    ])("is given a new snapshot for a cursor %s", async (_, cursor) => {
      await using rig = await start();
      await rig.control.createProject({ name: "one", root: "/one" });
      const watcher = watching(rig.connect(), { lastEventId: cursor.replace("SELF", rig.store.events.epoch) });
      await vi.waitFor(() =>
        expect(watcher.messages).toMatchObject([{ type: "snapshot", reason: "reset", snapshot: { seq: 1 } }]),
      );
    });
  });
}
