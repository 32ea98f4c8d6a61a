import { describe, expect, it } from "vitest";
import { encodeJournalEntry, JournalEntry, usageOf } from "./journal-entry.js";
import { noUsage } from "./usage.js";

const step = (usage: { inputTokens: number; outputTokens: number; costMicroUsd: number } | null): JournalEntry => ({
  kind: "step",
  name: "reply",
  value: null,
  usage,
});

describe("journal entries", () => {
  it("come back from their stored form as they were", () => {
    const intent: JournalEntry = {
      kind: "intent",
      key: "k",
      tool: "t",
      args: { a: [1] },
      attempt: 2,
      evidence: { etag: "x" },
    };
    const entries: JournalEntry[] = [step(null), intent, { kind: "notice", text: "hello" }];
    const stored = entries.map(encodeJournalEntry).map((text) => JournalEntry.parse(JSON.parse(text)));
    expect(stored).toEqual(entries);
  });

  it("may leave evidence undefined, which is the same as none", () => {
    const intent = { kind: "intent", key: "k", tool: "t", args: {}, attempt: 1 } as const;
    expect(encodeJournalEntry({ ...intent, evidence: undefined }, 0)).toBe(JSON.stringify(intent));
  });

  it("are refused when they hold what is not JSON, naming entry and path", () => {
    const bad = { kind: "step", name: "reply", value: { at: new Date(0) } as never, usage: null } as const;
    expect(() => encodeJournalEntry(bad, 3)).toThrow(
      expect.objectContaining({ details: { field: "entries[3].value.at", found: "Date" } }),
    );
  });

  it("add up to what their steps consumed", () => {
    const usage = { inputTokens: 1, outputTokens: 2, costMicroUsd: 3 };
    expect(usageOf([step(usage), { kind: "notice", text: "" }, step(null), step(usage)])).toEqual({
      inputTokens: 2,
      outputTokens: 4,
      costMicroUsd: 6,
    });
    expect(usageOf([])).toEqual(noUsage);
  });
});
