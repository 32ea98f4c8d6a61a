import { expect, it } from "vitest";
import { sampleContext } from "../../testing/sample-actions.js";
import { messageLines, stateLines } from "./context-lines.js";

const texts = (lines: ReturnType<typeof messageLines>) => lines.map((spans) => spans.map(({ text }) => text).join(""));

it("shows who said what, and calls and results in one line each", () => {
  const shown = texts(messageLines(sampleContext, 60));
  expect(shown.slice(0, 3)).toEqual([
    "system",
    "  You mend software. Change as little as you can, and say",
    "  what you did.",
  ]);
  expect(shown).toContain('  → run_tests({path: "cart.test.ts"})');
  expect(shown).toContain('  ← run_tests: {failed: 1, passed: 40, first: "total() adds');
});

it("shows messages of any shape", () => {
  const messages = [
    { text: "no role" },
    { role: "tool", content: [{ type: "image", url: "x" }, null] },
    { role: "user", content: 7 },
  ];
  expect(texts(messageLines({ messages, state: {} }, 60)).join("\n")).toContain('{type: "image", url: "x"}');
});

it("leaves out what nobody would scroll to, and says so", () => {
  const messages = Array.from({ length: 1_000 }, (_, index) => ({ role: "user", content: `message ${index}` }));
  const shown = texts(messageLines({ messages, state: {} }, 60));
  expect(shown[0]).toBe("… 700 earlier messages");
  expect(shown).toContain("  message 999");
});

it("shows the keys of the state with their values", () => {
  expect(texts(stateLines(sampleContext, 40))).toEqual([
    "plan",
    '  ["run the test", "find the cause",',
    '  "mend it"]',
    "attempts",
    "  1",
    "branch",
    '  "mend/cart-discount"',
  ]);
  expect(texts(stateLines({ messages: [], state: {} }, 40))).toEqual(["No state keys."]);
});
