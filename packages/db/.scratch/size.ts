import { openSqliteStore, systemClock, ulidSource } from "../src/index.js";
import { timestampOf, RunSettings } from "@holdfast/core";
import { mkdtempSync, statSync, rmSync } from "node:fs";
const dir = mkdtempSync("/tmp/hfb-"); const clock = systemClock(); const ids = ulidSource(clock);
const s = await openSqliteStore({ path: dir + "/a.db", clock, ids });
const project = await s.projects.createProject({ name: "p", root: "/p" });
const agent = await s.projects.createAgent({ projectId: project.id, name: "a" });
const workerId = ids.next() as never;
await s.projects.createTask({ projectId: project.id, agentId: agent.id, prompt: "x", settings: RunSettings.parse({}) });
await s.executions.beat({ workerId, host: "h", pid: 1, leaseMs: 90000, at: timestampOf(clock.now()), monotonicMs: clock.monotonic(), bootId: clock.bootId });
const [c] = await s.executions.claim({ workerId, agentNames: ["a"], limit: 100, at: timestampOf(clock.now()), monotonicMs: clock.monotonic(), bootId: clock.bootId });
const content = "x".repeat(2000); let bytes = 0;
for (let turn = 1; turn <= 1000; turn++) { const messages=[{ role: "assistant", content }]; bytes += JSON.stringify(messages).length;
 await s.executions.commitTurn(c!.lease, { turn, entries: [], messages, state: {}, removed: [], reset: false, activeMs: 0, checkpointId: ids.next() as never, events: [{ type: "turn.committed", turn }, { type: "checkpoint.saved", checkpointId: ids.next() as never, turn }] }); }
await s[Symbol.asyncDispose]();
console.log("ratio", statSync(dir + "/a.db").size / bytes, statSync(dir + "/a.db").size);
rmSync(dir, { recursive: true });
