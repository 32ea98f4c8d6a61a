import { afterAll, beforeAll, describe, expect, it } from "vitest";
import Sqlite from "better-sqlite3";
import { openTemporaryStore, type TemporaryStore } from "../testing/temporary-store.js";
import { expiredSql, oneSql, queuedSql } from "./claimable.js";

describe("the search for claimable executions", () => {
  let subject: TemporaryStore;
  let sqlite: Sqlite.Database;

  beforeAll(async () => {
    subject = await openTemporaryStore();
    sqlite = new Sqlite(subject.store.path);
  });

  afterAll(async () => {
    sqlite.close();
    await subject.dispose();
  });

  it.each([
    ["expired leases", expiredSql, "USING INDEX executions_by_worker"],
    ["the queue", queuedSql, "USING INDEX executions_by_status"],
    ["one execution", oneSql, "USING INDEX executions_id_unique"],
  ])("goes through an index for %s", (_subject, source, index) => {
    const values = {
      workerId: "",
      bootId: "",
      monotonicMs: 0,
      nowMs: 0,
      limit: 1,
      agentNames: "[]",
      skipped: "[]",
      executionId: "",
    };
    const plan = sqlite.prepare<[object], { detail: string }>(`EXPLAIN QUERY PLAN ${source}`).all(values);
    const steps = plan.map(({ detail }) => detail);
    expect(steps.filter((step) => step.startsWith("SEARCH executions "))).toEqual([expect.stringContaining(index)]);
    expect(steps.filter((step) => step.startsWith("SCAN executions"))).toEqual([]);
  });

  it("needs no sorting of the queue", () => {
    const plan = sqlite.prepare<[object], { detail: string }>(`EXPLAIN QUERY PLAN ${queuedSql}`);
    const steps = plan.all({ nowMs: 0, limit: 1, agentNames: "[]", skipped: "[]" }).map(({ detail }) => detail);
    expect(steps.join("\n")).not.toContain("ORDER BY");
  });
});
