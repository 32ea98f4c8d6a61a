import { leaseMs, Scenario } from "@holdfast/core/testing";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTemporaryStore, type TemporaryStore } from "../testing/temporary-store.js";

describe("claims on SQLite", () => {
  let s: Scenario;
  let subject: TemporaryStore;

  beforeEach(async () => {
    s = await Scenario.open(openTemporaryStore);
    subject = s.subject as TemporaryStore;
  });
  afterEach(() => s[Symbol.asyncDispose]());

  it("that waited for another process's write judge leases as they are then: no live worker loses its execution", async () => {
    await s.running();
    const queued = await s.start();
    const claimer = await s.worker();
    const other = new Sqlite(subject.store.path);
    other.exec("BEGIN IMMEDIATE");
    const claimed = s.claimed(claimer);
    s.clock.suspend(5 * leaseMs);
    other.prepare("UPDATE workers SET lease_until_monotonic_ms = ?").run(s.clock.monotonic() + leaseMs);
    other.exec("COMMIT");
    other.close();
    expect(await claimed).toEqual([queued.execution.id]);
    expect(await s.events()).not.toContainEqual(expect.objectContaining({ type: "heartbeat.stale" }));
  });
});
