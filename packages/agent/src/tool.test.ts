import type { ToolContext } from "@holdfast/core";
import { expect, test, vi } from "vitest";
import { z } from "zod";
import { toolContext } from "./testing/tool-context.js";
import { tool } from "./tool.js";

const input = z.object({ cents: z.int().positive(), note: z.string().default("none") });

function charge(overrides: Partial<Parameters<typeof tool<typeof input>>[0]> = {}) {
  return tool({
    name: "charge",
    description: "Charges an account.",
    input,
    effects: "external",
    recovery: "reconcile",
    run: ({ cents, note }) => `${cents} ${note}`,
    reconcile: () => "unknown",
    ...overrides,
  });
}

const context = (overrides: Partial<ToolContext> = {}) => toolContext("/workspace", overrides);

test("runs with the arguments as the schema made them", async () => {
  expect(await charge().run({ cents: 5 }, context())).toBe("5 none");
});

test("refuses bad arguments with a message that names each of them, without running", () => {
  const run = vi.fn<() => string>();
  expect(() => charge({ run }).run({ cents: -1, note: 7 }, context())).toThrow(/charge[^]*cents[^]*note/);
  expect(run).not.toHaveBeenCalled();
});

test("refuses bad arguments before an intent is recorded", async () => {
  await expect(charge().prepare?.({ cents: "5" }, context())).rejects.toThrow("cents");
  expect(await charge().prepare?.({ cents: 5 }, context())).toBeNull();
  expect(await charge({ prepare: ({ note }) => ({ note }) }).prepare?.({ cents: 5 }, context())).toEqual({
    note: "none",
  });
});

test("does not guess about a call whose arguments its schema no longer accepts", async () => {
  const reconcile = () => "absent" as const;
  expect(await charge({ reconcile }).reconcile?.({ cents: 5 }, context())).toBe("absent");
  expect(await charge({ reconcile }).reconcile?.({ cents: "5" }, context())).toBe("unknown");
});

test.each([
  ["a name no model accepts", { name: "charge account" }, "name"],
  ["reconcile without a reconcile function", { reconcile: undefined }, "reconcile"],
])("refuses a declaration with %s", (_, overrides, field) => {
  expect(() => charge(overrides)).toThrow(
    expect.objectContaining({ code: "config_invalid", details: expect.objectContaining({ field }) }),
  );
});
