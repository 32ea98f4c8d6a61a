import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Execution, Lease } from "@holdfast/core";
import { Scenario } from "@holdfast/core/testing";
import { openTemporaryStore, type TemporaryStore } from "../testing/temporary-store.js";

describe("rows that are not what was written", () => {
  let s: Scenario;
  let execution: Execution;
  let lease: Lease;
  const sql: TemporaryStore["sql"] = (source, ...values) => (s.subject as TemporaryStore).sql(source, ...values);

  beforeEach(async () => {
    s = await Scenario.open(openTemporaryStore);
    ({ execution, lease } = await s.running());
  });
  afterEach(() => s[Symbol.asyncDispose]());

  it.each([
    ["a status that does not exist", "UPDATE executions SET status = 'dreaming'"],
    ["a status without what belongs to it", "UPDATE executions SET status = 'waiting'"],
    ["settings that are not JSON", "UPDATE executions SET settings = '{'"],
    ["a negative turn", "UPDATE executions SET turn = -1"],
    ["a time out of range", "UPDATE executions SET created_at_ms = 1e300"],
  ])("are reported as corrupt with table and id: %s", async (_, source) => {
    sql(source);
    const details = { table: "executions", id: execution.id };
    await expect(s.executions.execution(execution.id)).rejects.toMatchObject({ code: "storage_corrupt", details });
  });

  it("are reported for every table that people read", async () => {
    const { projects } = s.store;
    sql("UPDATE tasks SET status = 'done'");
    await expect(projects.task(execution.taskId)).rejects.toMatchObject({
      details: { table: "tasks", id: execution.taskId },
    });
    sql("UPDATE events SET body = '{}' WHERE seq = 2");
    await expect(s.events()).rejects.toMatchObject({ code: "storage_corrupt", details: { table: "events", id: "2" } });
    sql("UPDATE agents SET name = ''");
    await expect(projects.agents(s.project.id)).rejects.toMatchObject({ details: { table: "agents", id: s.agent.id } });
    sql("UPDATE projects SET status = 'paused'");
    await expect(projects.projects()).rejects.toMatchObject({ details: { table: "projects", id: s.project.id } });
  });

  it("stop nobody else's work: claims and lists leave the row out, whatever is wrong with it", async () => {
    const bad = await s.start();
    const worse = await s.start();
    const good = [await s.start(), await s.start(), await s.start()].map((started) => started.execution.id);
    sql("UPDATE executions SET settings = '{\"maxTurns\":0}' WHERE id = ?", bad.execution.id);
    sql("UPDATE tasks SET status = 'done' WHERE id = ?", worse.task.id);

    const worker = await s.worker();
    expect(await s.claimed(worker, { limit: 1 })).toEqual([good[0]]);
    expect(await s.claimed(worker)).toEqual(good.slice(1));
    expect(await s.claim(worker)).toEqual([]);
    expect(await s.claim(worker, { executionId: bad.execution.id })).toEqual([]);
    expect((await s.execution(worse.execution.id)).status).toBe("queued");

    sql("UPDATE executions SET settings = '{' WHERE id = ?", good[2]);
    const listed = await s.executions.executions({ status: "running", limit: 2 });
    expect(listed.map(({ id }) => id)).toEqual([good[1], good[0]]);
    await expect(s.executions.execution(bad.execution.id)).rejects.toMatchObject({ code: "storage_corrupt" });
    expect((s.subject as TemporaryStore).warnings).toEqual([
      expect.objectContaining({ table: "executions", id: bad.execution.id }),
      expect.objectContaining({ table: "tasks", id: worse.task.id }),
      expect.objectContaining({ table: "executions", id: good[2] }),
    ]);
  });

  it("stop nobody else's work when they are gone though others refer to them", async () => {
    const other = await s.start();
    await s.executions.change(execution.id, { type: "queue", reason: "released" }, { lease });
    (s.subject as TemporaryStore).raw((sqlite) => {
      sqlite.pragma("foreign_keys = OFF");
      sqlite.prepare("DELETE FROM tasks WHERE id = ?").run(execution.taskId);
    });
    const claims = await s.claim(await s.worker());
    expect(claims.map(({ execution: { id } }) => id)).toEqual([other.execution.id]);
  });

  it("leave the other checkpoints of an execution to be found", async () => {
    await s.commitTo(lease, 3);
    sql("UPDATE checkpoints SET state_hash = x'00' WHERE turn = 2");
    expect((await s.checkpoints.checkpoints(execution.id)).map(({ turn }) => turn)).toEqual([3, 1]);
  });

  it("are found in a context by a single changed byte, wherever it is", async () => {
    await s.commitTo(lease, 8);
    const { raw } = s.subject as TemporaryStore;
    const column = fc.constantFrom("messages", "state", "hash");
    const turn = fc.integer({ min: 1, max: 8 });
    await fc.assert(
      fc.asyncProperty(column, turn, fc.nat(), fc.integer({ min: 1, max: 255 }), async (name, bad, place, mask) => {
        const stored = raw((sqlite) =>
          sqlite.prepare<[number], Buffer>(`SELECT CAST(${name} AS BLOB) FROM turns WHERE turn = ?`).pluck().get(bad),
        ) as Buffer;
        const type = name === "hash" ? "BLOB" : "TEXT";
        const write = (bytes: Buffer) =>
          sql(`UPDATE turns SET ${name} = CAST(? AS ${type}) WHERE turn = ?`, bytes, bad);
        const damaged = Buffer.from(stored);
        damaged[place % stored.length]! ^= mask;
        write(damaged);
        await expect(s.checkpoints.load(execution.id, 8)).rejects.toMatchObject({ details: { turn: bad } });
        write(stored);
        expect((await s.checkpoints.load(execution.id, 8)).turn).toBe(8);
      }),
    );
  });

  it("are found when a turn claims to be a reset, or no longer is one", async () => {
    await s.commitTo(lease, 2);
    await s.commit(lease, 3, { reset: true });
    await s.commit(lease, 4);
    sql("UPDATE turns SET reset = 0 WHERE turn = 3");
    await expect(s.checkpoints.load(execution.id, 4)).rejects.toMatchObject({ details: { turn: 3 } });
    sql("UPDATE turns SET reset = 1 WHERE turn IN (2, 3)");
    expect((await s.checkpoints.load(execution.id, 4)).turn).toBe(4);
    await expect(s.checkpoints.load(execution.id, 2)).rejects.toMatchObject({ details: { turn: 2 } });
  });

  it("are found when a turn is missing altogether, first, middle or last", async () => {
    await s.commitTo(lease, 5);
    for (const turn of [5, 3, 1]) {
      sql("DELETE FROM checkpoints");
      sql("DELETE FROM turns WHERE turn = ?", turn);
      const corrupt = { code: "checkpoint_corrupt", details: { turn } };
      await expect(s.checkpoints.load(execution.id, 5)).rejects.toMatchObject(corrupt);
    }
  });
});
