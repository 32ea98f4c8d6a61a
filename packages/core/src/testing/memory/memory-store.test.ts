import { describe, expect, it } from "vitest";
import { HoldfastError } from "../../errors/holdfast-error.js";
import { describeStore } from "../contract/describe-store.js";
import { Scenario } from "../contract/scenario.js";
import type { StoreUnderTest } from "../contract/store-under-test.js";
import { ManualClock } from "../manual-clock.js";
import { testIds } from "../test-ids.js";
import { createMemoryStore, type MemoryStore } from "./memory-store.js";

let opened = 0;

async function open(): Promise<StoreUnderTest & { readonly store: MemoryStore }> {
  const clock = new ManualClock();
  opened += 1;
  const ids = testIds(opened);
  const store = createMemoryStore({ clock, ids });
  return {
    store,
    clock,
    ids,
    pauseProject: (id) => store.pauseProject(id),
    corruptTurn: (executionId, turn) => store.corruptTurn(executionId, turn),
    dispose: async () => store[Symbol.asyncDispose](),
  };
}

describeStore("memory store", open);

describe("memory store faults", () => {
  const full = new HoldfastError("storage_full", "The disk is full.");

  it("fails the next call of one operation, once, and does nothing of it", async () => {
    const { store } = await open();
    store.faults.failNext("createProject", full);
    await expect(store.projects.createProject({ name: "a", root: "/a" })).rejects.toBe(full);
    expect(await store.projects.projects()).toEqual([]);
    await store.projects.createProject({ name: "a", root: "/a" });
  });

  it("can carry a call out and still report that it failed", async () => {
    await using s = await Scenario.open(open);
    const { lease, execution } = await s.running();
    (s.store as MemoryStore).faults.failNextAfter("commitTurn", full);
    await expect(s.commit(lease, 1)).rejects.toBe(full);
    expect((await s.execution(execution.id)).turn).toBe(1);
  });
});
