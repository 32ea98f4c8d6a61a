import { openSqliteStore, systemClock, ulidSource } from "../src/index.js";
import { timestampOf, RunSettings } from "@holdfast/core";
import Database from "better-sqlite3";
import { mkdtempSync, statSync, rmSync } from "node:fs";
const dir = mkdtempSync("/tmp/hfb-");
const clock = systemClock(); const ids = ulidSource(clock);
let t0 = performance.now();
const store = await openSqliteStore({ path: dir + "/a.db", clock, ids });
console.log("open new", (performance.now() - t0).toFixed(1));
await store[Symbol.asyncDispose]();
t0 = performance.now();
const s = await openSqliteStore({ path: dir + "/a.db", clock, ids });
console.log("open again", (performance.now() - t0).toFixed(1));
const project = await s.projects.createProject({ name: "p", root: "/p" });
const agent = await s.projects.createAgent({ projectId: project.id, name: "a" });
const settings = RunSettings.parse({});
const workerId = ids.next() as never;
const beat = () => s.executions.beat({ workerId, host: "h", pid: 1, leaseMs: 90000, at: timestampOf(clock.now()), monotonicMs: clock.monotonic(), bootId: clock.bootId });
const N = 16;
for (let i = 0; i < N + 2; i++) await s.projects.createTask({ projectId: project.id, agentId: agent.id, prompt: "x", settings });
await beat();
const claims = await s.executions.claim({ workerId, agentNames: ["a"], limit: 100, at: timestampOf(clock.now()), monotonicMs: clock.monotonic(), bootId: clock.bootId });
const bare = new Database(dir + "/bare.db"); bare.pragma("journal_mode=WAL"); bare.pragma("synchronous=FULL");
bare.exec("create table t(n integer primary key, body text)"); const ins = bare.prepare("insert into t(body) values(?)");
const content = "x".repeat(2000);
const med = (a: number[]) => a.toSorted((x, y) => x - y)[a.length >> 1]!;
const timings: Record<string, number[]> = { bare: [], commit: [], record: [], beat: [], note: [] };
const claim = claims[0]!;
async function time(name: string, f: () => unknown) { const t = performance.now(); await f(); timings[name]!.push(performance.now() - t); }
const commit = (lease: any, turn: number) => s.executions.commitTurn(lease, { turn, entries: [], messages: [{ role: "assistant", content }], state: {}, removed: [], reset: false, activeMs: 0, checkpointId: ids.next() as never, events: [{ type: "turn.committed", turn }, { type: "checkpoint.saved", checkpointId: ids.next() as never, turn }] });
const before = statSync(dir + "/a.db").size;
for (let turn = 1; turn <= 1000; turn++) {
  await time("bare", () => ins.run(content));
  await time("commit", () => commit(claim.lease, turn));
  await time("record", () => s.executions.record(claim.lease, { turn: turn + 1, entries: [{ kind: "step", name: "r", value: content, usage: null }], events: [] }));
  await time("beat", beat);
  await time("note", () => s.executions.note(claim.lease, [{ type: "recovery.no_checkpoint" }]));
}
for (const [n, a] of Object.entries(timings)) console.log(n, "p50", (med(a) * 1000).toFixed(0), "us; first tenth", (med(a.slice(0, 100)) * 1000).toFixed(0), "last", (med(a.slice(-100)) * 1000).toFixed(0), "ratio to bare", (med(a) / med(timings.bare!)).toFixed(2));
// load
const l: number[] = []; const r: number[] = [];
const whole = (await s.checkpoints.load(claim.execution.id, 1000)).context;
bare.prepare("insert into t(n, body) values(99999, ?)").run(JSON.stringify(whole));
const one = bare.prepare("select body from t where n=99999").pluck();
for (let i = 0; i < 30; i++) { let t = performance.now(); await s.checkpoints.load(claim.execution.id, 1000); l.push(performance.now() - t); t = performance.now(); JSON.parse(one.get() as string); r.push(performance.now() - t); }
console.log("load", med(l).toFixed(2), "row", med(r).toFixed(2));
// group
t0 = performance.now(); for (let turn = 1; turn <= 200; turn++) await commit(claims[1]!.lease, turn); const single = 200 / (performance.now() - t0);
t0 = performance.now(); await Promise.all(claims.slice(2, 18).map(async (c) => { for (let turn = 1; turn <= 100; turn++) await commit(c.lease, turn); })); const grouped = 1600 / (performance.now() - t0);
console.log("single/ms", single.toFixed(2), "grouped16/ms", grouped.toFixed(2), "x", (grouped / single).toFixed(1));
t0 = performance.now(); for (let i = 0; i < 1000; i++) await s.executions.claim({ workerId, agentNames: ["a"], limit: 100, at: timestampOf(clock.now()), monotonicMs: clock.monotonic(), bootId: clock.bootId }); console.log("empty claim us", (performance.now() - t0).toFixed(0));
t0 = performance.now(); for (let i = 0; i < 1000; i++) await s.events.last(); console.log("last us", (performance.now() - t0).toFixed(0));
t0 = performance.now(); await s.events.read({ after: 0, limit: 1000 }); console.log("read 1000 events ms", (performance.now() - t0).toFixed(1));
await s[Symbol.asyncDispose](); console.log("size", statSync(dir + "/a.db").size);
rmSync(dir, { recursive: true });
