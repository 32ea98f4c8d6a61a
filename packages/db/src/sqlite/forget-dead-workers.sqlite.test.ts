import { Scenario } from "@holdfast/core/testing";
import { expect, it } from "vitest";
import { openSqliteStore } from "../open-sqlite-store.js";
import { openTemporaryStore, type TemporaryStore } from "../testing/temporary-store.js";

it("forgets workers of an earlier boot when a store is opened, but none that still holds something", async () => {
  await using s = await Scenario.open(openTemporaryStore);
  const { raw, store, clock, ids } = s.subject as TemporaryStore;
  const { execution } = await s.running();
  await s.worker();
  const workers = () => raw((sqlite) => sqlite.prepare("SELECT id FROM workers").pluck().all());
  const reopen = async () => {
    await using again = await openSqliteStore({ path: store.path, clock, ids });
    return again.events.epoch;
  };

  await reopen();
  expect(workers()).toHaveLength(2);
  clock.reboot();
  expect(await reopen()).toBe(store.events.epoch);
  expect(workers()).toEqual([execution.workerId]);
});
