import { tool as aiTool } from "ai";
import { expect, test } from "vitest";
import { z } from "zod";
import { toolContext } from "../testing/tool-context.js";
import { tool } from "../tool.js";
import { AgentToolSet, type AgentTools } from "./agent-tool-set.js";
import { declareTool } from "./declare-tool.js";

const context = toolContext("/workspace");
const input = z.object({ name: z.string() });

/** Runs one tool of a set through all that the journal does with a call. */
async function call(tools: AgentTools, args: { readonly [key: string]: string | number }): Promise<unknown> {
  const [member] = new AgentToolSet(tools).executable([{ role: "user", content: "hi" }]).values();
  await member?.prepare?.(args, context);
  return member?.run(args, context);
}

test("takes an undeclared AI SDK tool for external, and a declared one at its word", () => {
  const look = aiTool({ inputSchema: input, execute: () => "seen" });
  const executable = new AgentToolSet({ look, declared: declareTool(look, { effects: "none" }) }).executable([]);
  expect(executable.get("look")?.effects).toBeUndefined();
  expect(executable.get("declared")?.effects).toBe("none");
});

test("gives an AI SDK tool the conversation, the idempotency key as its id, and the signal", async () => {
  const seen: unknown[] = [];
  const look = aiTool({
    inputSchema: input,
    execute: (args, { toolCallId, messages, abortSignal }) => {
      seen.push(args, toolCallId, messages, abortSignal);
      return "seen";
    },
  });
  expect(await call({ look }, { name: "x" })).toBe("seen");
  expect(seen).toEqual([{ name: "x" }, context.key, [{ role: "user", content: "hi" }], context.signal]);
});

test("checks an AI SDK tool's arguments before it starts", async () => {
  const look = aiTool({ inputSchema: input, execute: () => "seen" });
  await expect(call({ look }, { name: 7 })).rejects.toThrow("look got arguments that it does not accept");
});

test("takes the last value of a tool that streams, without its undefined members", async () => {
  const look = aiTool({
    inputSchema: input,
    async *execute() {
      yield { at: 1, more: undefined };
      yield await Promise.resolve({ at: 2, more: undefined });
    },
  });
  expect(await call({ look }, { name: "x" })).toStrictEqual({ at: 2 });
});

test("says that a call ran whose result cannot be stored", async () => {
  const look = aiTool({ inputSchema: input, execute: () => ({ when: new Date(0) }) });
  await expect(call({ look }, { name: "x" })).rejects.toThrow("look ran, but its result.when cannot be stored as JSON");
});

test("calls our tools by the name in the record", () => {
  const ours = tool({ name: "look", description: "Looks.", input, run: () => "seen" });
  expect(new AgentToolSet({ peek: ours }).executable([]).get("peek")?.name).toBe("peek");
});

test("offers tools to the model without anything that would run or check a call", async () => {
  const look = aiTool({ description: "Looks.", inputSchema: input, strict: true, execute: () => "seen" });
  const { offered } = new AgentToolSet({ look });
  expect(offered.look).toMatchObject({
    description: "Looks.",
    strict: true,
    inputSchema: { jsonSchema: { required: ["name"] } },
  });
  expect(offered.look).not.toHaveProperty("execute");
});

test("words results for the model, by the tool's own function if it has one", async () => {
  const picture = aiTool({
    inputSchema: input,
    execute: () => "aGk=",
    toModelOutput: ({ output }) => ({
      type: "content",
      value: [{ type: "image-data", data: output, mediaType: "image/png" }],
    }),
  });
  const tools = new AgentToolSet({ picture, look: tool({ name: "look", description: "", input, run: () => "" }) });
  const output = async (toolName: string, outcome: Parameters<typeof tools.resultOf>[1]) =>
    (await tools.resultOf({ type: "tool-call", toolCallId: "1", toolName, input: {} }, outcome)).output;
  expect(await output("look", { ok: true, value: "seen" })).toEqual({ type: "text", value: "seen" });
  expect(await output("look", { ok: true, value: { a: 1 } })).toEqual({ type: "json", value: { a: 1 } });
  expect(await output("look", { ok: false, error: "no" })).toEqual({ type: "error-text", value: "no" });
  expect(await output("picture", { ok: true, value: "aGk=" })).toMatchObject({
    type: "content",
    value: [{ data: "aGk=" }],
  });
});

test("describes itself by what shapes an execution", () => {
  const describe = (tools: AgentTools) => JSON.stringify(new AgentToolSet(tools).description);
  const base = { name: "look", description: "Looks.", input, run: () => "" };
  const description = describe({ look: tool(base) });
  expect(describe({ look: tool({ ...base, run: () => "otherwise" }) })).toBe(description);
  for (const change of [{ description: "Peeks." }, { input: z.object({}) }, { effects: "none" as const }]) {
    expect(describe({ look: tool({ ...base, ...change } as typeof base) })).not.toBe(description);
  }
});
