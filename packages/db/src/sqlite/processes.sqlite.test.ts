import type { ExecutionId } from "@holdfast/core";
import Sqlite from "better-sqlite3";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSqliteStore } from "../open-sqlite-store.js";
import { systemClock } from "../system-clock.js";
import { Child } from "../testing/child-process.js";
import { temporaryFolder } from "../testing/temporary-store.js";
import { ulidSource } from "../ulid-source.js";

const clock = systemClock();
const ids = ulidSource(clock);

describe("several processes on one database", { timeout: 90_000 }, () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let path: string;
  let children: Child[];

  beforeEach(() => {
    folder = temporaryFolder();
    path = join(folder.path, "holdfast.db");
    children = [];
  });

  afterEach(async () => {
    await Promise.all(children.map((child) => child.kill()));
    folder.remove();
  });

  function start(script: string, ...args: string[]): Child {
    const child = Child.start(script, path, ...args);
    children.push(child);
    return child;
  }

  /** Lets children that are ready go at the same moment and collects what they tell. */
  async function together<T>(started: readonly Child[]): Promise<readonly T[]> {
    await Promise.all(started.map((child) => child.message()));
    const told = started.map((child) => child.message<T>());
    for (const child of started) child.send({ go: true });
    return Promise.all(told);
  }

  async function withExecutions(count: number): Promise<readonly ExecutionId[]> {
    await using store = await openSqliteStore({ path, clock, ids });
    const { id: projectId } = await store.projects.createProject({ name: "site", root: "/srv/site" });
    const { id: agentId } = await store.projects.createAgent({ projectId, name: "writer" });
    const settings = {
      maxTurns: null,
      timeoutMs: null,
      maxTokens: null,
      maxCostMicroUsd: null,
      autonomy: "full",
    } as const;
    const tasks = Array.from({ length: count }, () =>
      store.projects.createTask({ projectId, agentId, prompt: "write", settings }),
    );
    return (await Promise.all(tasks)).map(({ execution }) => execution.id);
  }

  it("open a new database at the same moment: it is made once, and all agree on it", async () => {
    const epochs = await together<string>([start("opener.ts"), start("opener.ts"), start("opener.ts")]);
    expect(new Set(epochs).size).toBe(1);
    const sqlite = new Sqlite(path, { readonly: true });
    expect(sqlite.prepare("SELECT count(*) FROM holdfast_migrations").pluck().get()).toBe(
      sqlite.prepare("SELECT max(version) FROM holdfast_migrations").pluck().get(),
    );
    sqlite.close();
  });

  it("give each execution to exactly one of them, however many each claims at a time", async () => {
    const all = await withExecutions(300);
    const claimers = ["1", "1", "7"].map((limit) => start("claimer.ts", limit));
    const claimed = await together<readonly ExecutionId[]>(claimers);
    expect(claimed.flat().toSorted()).toEqual(all.toSorted());
  });

  it("take nothing from each other while they beat", async () => {
    await withExecutions(5);
    const workers = Array.from({ length: 3 }, () => start("live-worker.ts", "3000"));
    const claimed = await together<number>(workers);
    expect(Math.min(...claimed)).toBeGreaterThan(0);
    await using store = await openSqliteStore({ path, clock, ids });
    const events = await store.events.read({ after: 0, limit: 100_000 });
    expect(events.filter(({ body }) => body.type === "heartbeat.stale")).toEqual([]);
  });

  it("lose no acknowledged turn when one is killed in the middle of its commits", async () => {
    const [executionId] = (await withExecutions(1)) as [ExecutionId];
    let durable = 0;
    for (const kills of [1, 23, 111]) {
      const child = start("committer.ts", executionId);
      const until = durable + kills;
      while (durable < until) durable = await child.message<number>();
      await child.kill();
      await using store = await openSqliteStore({ path, clock, ids });
      const execution = await store.executions.execution(executionId);
      expect(execution?.turn).toBeGreaterThanOrEqual(durable);
      durable = execution?.turn ?? 0;
      const { context } = await store.checkpoints.load(executionId, durable);
      expect(context.messages).toHaveLength(durable);
      expect(context.state).toEqual({ turn: durable });
      const open = (await store.executions.journal(executionId)).map(({ turn }) => turn);
      expect(open.every((turn) => turn === durable + 1)).toBe(true);
      expect(await store.verify()).toEqual([]);
      await store.executions.change(executionId, { type: "queue", reason: "released" });
    }
    await using store = await openSqliteStore({ path, clock, ids });
    const events = await store.events.read({ after: 0, limit: 10_000, executionId });
    const committed = events.flatMap(({ body }) => (body.type === "turn.committed" ? [body.turn] : []));
    expect(committed).toEqual(Array.from({ length: durable }, (_, index) => index + 1));
  });
});
