import { expect, it } from "vitest";
import type { JournalEntry } from "../../models/journal-entry.js";
import { timestampOf } from "../../models/timestamp.js";
import { code, Scenario } from "./scenario.js";
import type { OpenStore } from "./store-under-test.js";

const reply = {
  kind: "step",
  name: "reply",
  value: { text: "hi" },
  usage: { inputTokens: 100, outputTokens: 20, costMicroUsd: 7 },
} as const satisfies JournalEntry;
const intent = {
  kind: "intent",
  key: "k",
  tool: "charge",
  args: { cents: 5 },
  attempt: 1,
  evidence: [1],
} as const satisfies JournalEntry;
const result: JournalEntry = { kind: "result", key: "k", tool: "charge", outcome: { ok: true, value: null } };

const failure = { category: "agent", code: "agent_failed", message: "it broke" } as const;

export function journalContract(open: OpenStore): void {
  it("keeps entries in the order they were recorded, across claims", async () => {
    await using s = await Scenario.open(open);
    const { lease, execution } = await s.running();
    expect(await s.executions.journal(execution.id)).toEqual([]);
    await s.executions.record(lease, { turn: 1, entries: [reply], events: [] });
    await s.executions.record(lease, { turn: 1, entries: [intent, result], events: [] });
    await s.expire();
    await s.claimOne(await s.worker());
    const entries = await s.executions.journal(execution.id);
    expect(entries).toEqual([reply, intent, result].map((entry) => ({ turn: 1, entry })));
  });

  it.each([
    ["goes with an execution that ends for good", { type: "complete", result: null }, 0],
    ["goes with an abandoned execution", { type: "abandon", failure }, 0],
    ["goes with a cancelled execution", { type: "cancel" }, 0],
    ["stays with a failed execution, which can be resumed", { type: "fail", failure }, 1],
    ["stays with a halted execution", { type: "halt", halt: "max_turns" }, 1],
    ["stays with a released execution", { type: "queue", reason: "released" }, 1],
  ] as const)("%s", async (_, change, kept) => {
    await using s = await Scenario.open(open);
    const { lease, execution } = await s.running();
    await s.commit(lease, 1);
    await s.executions.record(lease, { turn: 2, entries: [reply], events: [] });
    const { usage } = await s.executions.change(execution.id, change, { lease });
    expect(await s.executions.journal(execution.id)).toHaveLength(kept);
    expect(usage).toEqual(reply.usage);
  });

  it("takes an intent whose evidence is undefined as one without", async () => {
    await using s = await Scenario.open(open);
    const { lease, execution } = await s.running();
    await s.executions.record(lease, { turn: 1, entries: [{ ...intent, evidence: undefined }], events: [] });
    const [recorded] = await s.executions.journal(execution.id);
    expect(recorded?.entry).not.toHaveProperty("evidence");
  });

  it("adds the usage of steps to the execution's, recorded and committed ones alike", async () => {
    await using s = await Scenario.open(open);
    const { lease, execution } = await s.running();
    await s.executions.record(lease, { turn: 1, entries: [reply, intent], events: [] });
    await s.executions.record(lease, { turn: 1, entries: [{ ...reply, name: "free", usage: null }], events: [] });
    await s.commit(lease, 1, { entries: [{ ...reply, name: "late" }] });
    expect((await s.execution(execution.id)).usage).toEqual({ inputTokens: 200, outputTokens: 40, costMicroUsd: 14 });
  });

  it("logs a write's events with it", async () => {
    await using s = await Scenario.open(open);
    const { lease } = await s.running();
    const after = await s.store.events.last();
    const replied = { type: "turn.replied", turn: 1, step: "reply", inputTokens: 1, outputTokens: 2 } as const;
    await s.executions.record(lease, { turn: 1, entries: [reply], events: [replied] });
    await s.commit(lease, 1, { events: [{ type: "turn.committed", turn: 1 }] });
    await s.executions.note(lease, [{ type: "recovery.no_checkpoint" }]);
    expect(await s.events(after)).toEqual([
      replied,
      { type: "turn.committed", turn: 1 },
      { type: "recovery.no_checkpoint" },
    ]);
  });

  it("clears a turn's journal when the turn commits and keeps that of later turns", async () => {
    await using s = await Scenario.open(open);
    const { lease, execution } = await s.running();
    await s.executions.record(lease, { turn: 1, entries: [reply], events: [] });
    await s.executions.record(lease, { turn: 2, entries: [intent], events: [] });
    await s.executions.record(lease, { turn: 1, entries: [result], events: [] });
    const before = await s.executions.journal(execution.id);
    expect(before.map(({ turn, entry }) => [turn, entry.kind])).toEqual([
      [1, "step"],
      [1, "result"],
      [2, "intent"],
    ]);
    await s.commit(lease, 1);
    expect(await s.executions.journal(execution.id)).toEqual([{ turn: 2, entry: intent }]);
  });

  it("refuses entries for a turn that is committed", async () => {
    await using s = await Scenario.open(open);
    const { lease, execution } = await s.running();
    await s.commit(lease, 1);
    const late = s.executions.record(lease, { turn: 1, entries: [reply], events: [] });
    await expect(late).rejects.toMatchObject(code("conflict"));
    expect((await s.execution(execution.id)).usage.inputTokens).toBe(0);
  });

  it("moves progress with a committed turn", async () => {
    await using s = await Scenario.open(open);
    const { lease, execution } = await s.running();
    await s.clock.advance(2_500);
    await s.commit(lease, 1, { activeMs: 2_400 });
    const progress = { status: "running", turn: 1, activeMs: 2_400, progressAt: timestampOf(s.clock.now()) };
    expect(await s.execution(execution.id)).toMatchObject(progress);
  });

  it.each([
    ["a turn twice", 1],
    ["a turn that leaves a gap", 3],
    ["turn 0", 0],
  ])("refuses %s", async (_, turn) => {
    await using s = await Scenario.open(open);
    const { lease, execution } = await s.running();
    await s.commit(lease, 1);
    const last = await s.store.events.last();
    const refused = s.commit(lease, turn, { events: [{ type: "turn.committed", turn }], entries: [reply] });
    await expect(refused).rejects.toMatchObject({ code: "conflict", details: { turn, completed: 1 } });
    expect(await s.execution(execution.id)).toMatchObject({ turn: 1, usage: { inputTokens: 0 } });
    expect(await s.store.events.last()).toBe(last);
  });

  it("refuses what is not JSON, naming its path, and writes nothing of it", async () => {
    await using s = await Scenario.open(open);
    const { lease, execution } = await s.running();
    const bad = (value: unknown) => value as never;
    const field = (path: string) => ({ code: "invalid_input", details: { field: path } });
    const last = await s.store.events.last();
    const step = { ...reply, value: bad({ at: [new Date(0)] }) };
    const recorded = s.executions.record(lease, { turn: 1, entries: [reply, step], events: [] });
    await expect(recorded).rejects.toMatchObject(field("entries[1].value.at[0]"));
    const withEvent = { entries: [reply], events: [{ type: "turn.committed" as const, turn: Number.NaN }] };
    await expect(s.executions.record(lease, { turn: 1, ...withEvent })).rejects.toMatchObject(field("events[0].turn"));
    const messages = [{ content: bad(undefined) }];
    await expect(s.commit(lease, 1, { messages })).rejects.toMatchObject(field("messages[0].content"));
    await expect(s.commit(lease, 1, { state: { n: bad(1n) } })).rejects.toMatchObject(field("state.n"));
    const done = s.executions.change(execution.id, { type: "complete", result: bad(new Map()) }, { lease });
    await expect(done).rejects.toMatchObject(field("result"));
    const { status, turn, usage } = await s.execution(execution.id);
    expect({ status, turn, tokens: usage.inputTokens }).toEqual({ status: "running", turn: 0, tokens: 0 });
    expect(await s.executions.journal(execution.id)).toEqual([]);
    expect(await s.store.events.last()).toBe(last);
  });
}
