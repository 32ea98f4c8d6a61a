/**
 * Writes the fixture of the release that package.json names: `pnpm --filter @holdfast/db release-fixture`, once, when
 * the release is made. A fixture is never written again; what it holds is what users have.
 */
import { type AgentId, RunSettings, timestampOf, type WorkerId } from "@holdfast/core";
import { ManualClock, testIds } from "@holdfast/core/testing";
import Sqlite from "better-sqlite3";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openSqliteStore } from "../open-sqlite-store.js";
import { dumpSql, everythingIn, fixturesFolder } from "./release-fixture.js";
import { temporaryFolder } from "./temporary-store.js";

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  version: string;
};
const folder = temporaryFolder();
const path = join(folder.path, "holdfast.db");
const clock = new ManualClock();
const ids = testIds();
const store = await openSqliteStore({ path, clock, ids });
const { projects, executions, checkpoints } = store;
const workerId = ids.next() as WorkerId;
const failure = { category: "agent", code: "agent_failed", message: "it broke" } as const;
const question = { kind: "approval", key: "k", tool: "charge", args: { cents: 5 }, text: "Charge 5 cents?" } as const;

const site = await projects.createProject({ name: "site", root: "/srv/site" }, { idempotencyKey: "site" });
const writer = await projects.createAgent({ projectId: site.id, name: "writer" });
const reviewer = await projects.createAgent({ projectId: site.id, name: "reviewer" });

/** A task that has run for three turns, with a turn in progress. */
async function running(agentId: AgentId = writer.id) {
  const settings = RunSettings.parse({ maxTurns: 9, autonomy: "supervised" });
  await projects.createTask({ projectId: site.id, agentId, prompt: "write \u{1F600} it's", settings });
  const now = { at: timestampOf(clock.now()), monotonicMs: clock.monotonic(), bootId: clock.bootId };
  await executions.beat({ workerId, host: "localhost", pid: 4711, leaseMs: 30_000, ...now });
  const [claim] = await executions.claim({ workerId, agentNames: ["writer", "reviewer"], limit: 1 });
  if (!claim) throw new Error("nothing to claim");
  const { lease } = claim;
  const usage = { inputTokens: 100, outputTokens: 20, costMicroUsd: 7 };
  await executions.setFingerprint(lease, "fingerprint");
  for (const turn of [1, 2, 3]) {
    await clock.advance(1_000);
    await executions.record(lease, {
      turn,
      entries: [{ kind: "step", name: "reply", value: [turn], usage }],
      events: [],
    });
    await executions.commitTurn(lease, {
      turn,
      entries: [],
      messages: [{ role: "assistant", content: `turn ${turn}: "quoted" 'too' \u{1F600}` }],
      state: { cursor: turn, plan: ["a", null] },
      removed: turn === 3 ? ["plan"] : [],
      reset: turn === 2,
      activeMs: turn * 1_000,
      checkpointId: ids.next() as never,
      events: [{ type: "turn.committed", turn }],
    });
  }
  const intent = { kind: "intent", key: "k", tool: "charge", args: { cents: 5 }, attempt: 1 } as const;
  await executions.record(lease, { turn: 4, entries: [intent], events: [] });
  return lease;
}

await running();
for (const change of [
  { type: "queue", reason: "retry", notBefore: clock.now() + 60_000, failure },
  { type: "wait", question },
  { type: "halt", halt: "max_turns" },
  { type: "complete", result: { pages: 3 } },
  { type: "fail", failure },
  { type: "cancel" },
] as const) {
  const lease = await running();
  await executions.change(lease.executionId, change, { lease });
}
const rewound = await running();
await checkpoints.rewind(rewound, 1);
const given = await running();
await executions.change(given.executionId, { type: "abandon", failure }, { lease: given, discard: "abandoned" });
const handed = await running();
await executions.change(handed.executionId, { type: "abandon", failure }, { lease: handed, reassignTo: reviewer.id });

writeFileSync(join(fixturesFolder, `${version}.json`), `${JSON.stringify(await everythingIn(store), null, 2)}\n`);
await store[Symbol.asyncDispose]();
const sqlite = new Sqlite(path);
writeFileSync(join(fixturesFolder, `${version}.sql`), dumpSql(sqlite));
sqlite.close();
folder.remove();
