import { openSqliteStore, systemClock, ulidSource } from "../src/index.js";
import { timestampOf, RunSettings } from "@holdfast/core";
import Database from "better-sqlite3";
import { mkdtempSync, rmSync } from "node:fs";
const dir = mkdtempSync("/tmp/hfb-"); const clock = systemClock(); const ids = ulidSource(clock);
const s = await openSqliteStore({ path: dir + "/a.db", clock, ids });
const project = await s.projects.createProject({ name: "p", root: "/p" });
const agent = await s.projects.createAgent({ projectId: project.id, name: "a" });
const workerId = ids.next() as never;
await s.projects.createTask({ projectId: project.id, agentId: agent.id, prompt: "x", settings: RunSettings.parse({}) });
await s.executions.beat({ workerId, host: "h", pid: 1, leaseMs: 90000, at: timestampOf(clock.now()), monotonicMs: clock.monotonic(), bootId: clock.bootId });
const [c] = await s.executions.claim({ workerId, agentNames: ["a"], limit: 100, at: timestampOf(clock.now()), monotonicMs: clock.monotonic(), bootId: clock.bootId });
const bare = new Database(dir + "/bare.db"); bare.pragma("journal_mode=WAL"); bare.pragma("synchronous=FULL");
bare.exec("create table t(n integer primary key, body text)"); const ins = bare.prepare("insert into t(body) values(?)");
const content = "x".repeat(2000); const body = JSON.stringify([{role:"assistant",content}]);
const med = (a: number[]) => a.toSorted((x, y) => x - y)[a.length >> 1]!;
for (let round = 0; round < 3; round++) { const T: number[] = [], B: number[] = [];
for (let i = 1; i <= 1000; i++) { const turn = round*1000+i;
 let t = performance.now(); ins.run(body); B.push(performance.now()-t);
 t = performance.now();
 await s.executions.commitTurn(c!.lease, { turn, entries: [], messages: [{ role: "assistant", content }], state: {}, removed: [], reset: false, activeMs: 0, checkpointId: ids.next() as never, events: [{ type: "turn.committed", turn }, { type: "checkpoint.saved", checkpointId: ids.next() as never, turn }] });
 T.push(performance.now()-t); }
console.log("bare", (med(B)*1000).toFixed(0), "commit", (med(T)*1000).toFixed(0), "ratio", (med(T)/med(B)).toFixed(2)); }
await s[Symbol.asyncDispose](); rmSync(dir, { recursive: true });
