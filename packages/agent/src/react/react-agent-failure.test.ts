import { readFile as readFromDisk } from "node:fs/promises";
import { join } from "node:path";
import { tool as aiTool } from "ai";
import { expect, test } from "vitest";
import { z } from "zod";
import { openAICompatible } from "../model/model-from-config.js";
import { playTurns, type Script } from "../scripted-model/index.js";
import { scriptedAgent, usage } from "../testing/scripted-agent.js";
import { tool } from "../tool.js";
import { readFile } from "../tools/read-file.js";
import { reactAgent } from "./react-agent.js";

test("shows the model what is wrong with a call, and lets it go on", async () => {
  const fail = tool({
    name: "fail",
    description: "Fails.",
    input: z.object({}),
    effects: "none",
    run: () => {
      throw new Error("the disk is on fire");
    },
  });
  const script = playTurns([
    {
      toolCalls: [
        { name: "readFile", args: "{broken" },
        { name: "readFile", args: { path: 7 } },
        { name: "readFile", args: [1] as never },
        { name: "noSuchTool", args: {} },
        { name: "fail", args: {} },
        { name: "readFile", args: { path: "a.txt" } },
      ],
    },
    { text: "I see." },
  ]);
  const { model, rig } = await scriptedAgent(script, { tools: { readFile: readFile(), fail } });
  expect(await rig.run()).toMatchObject({ status: "completed", result: "I see." });
  const { messages } = model.requests[1]!.body as { messages: { role: string; content: string }[] };
  const results = messages.filter(({ role }) => role === "tool").map(({ content }) => content);
  expect(results).toEqual([
    expect.stringContaining("JSON parsing failed"),
    expect.stringMatching(/readFile got arguments[^]*path/),
    expect.stringContaining("not a JSON object"),
    expect.stringContaining("noSuchTool"),
    "the disk is on fire",
    "before\n",
  ]);
});

test("keeps apart the calls of a model that gives them all one id", async () => {
  const calls = ["x", "y"].map((name) => ({
    id: "0",
    name: "writeFile",
    args: { path: `${name}.txt`, content: name },
  }));
  const script: Script = ({ messages }) =>
    messages.some(({ role }) => role === "tool") ? { text: "ok" } : { toolCalls: calls };
  const { workspace, rig } = await scriptedAgent(script);
  expect(await rig.run()).toMatchObject({ status: "completed" });
  expect(await readFromDisk(join(workspace, "y.txt"), "utf8")).toBe("y");
});

test("fails with limit_reached when the agent needs more turns than its maxTurns", async () => {
  const script: Script = () => ({ toolCalls: [{ name: "readFile", args: { path: "a.txt" } }] });
  const { model, rig } = await scriptedAgent(script, { maxTurns: 2 });
  expect(await rig.run()).toMatchObject({ status: "failed", failure: { code: "limit_reached" } });
  expect(model.requests).toHaveLength(2);
});

test("retries a model that is overloaded or breaks off, and records the reply once", async () => {
  let request = 0;
  const failures = [
    { error: { status: 503, message: "overloaded" } },
    { drop: true } as const,
    { text: "x".repeat(99), dropAfterChunks: 3 },
  ];
  const { model, rig } = await scriptedAgent(() => failures[request++] ?? { text: "At last.", usage });
  expect(await rig.run()).toMatchObject({ status: "completed", result: "At last.", usage: { inputTokens: 1000 } });
  expect(model.requests).toHaveLength(4);
});

test("gives up after three retries of a passing failure, and the engine tries again later", async () => {
  const { model, rig } = await scriptedAgent(() => ({ error: { status: 500, message: "down" } }));
  expect(await rig.run()).toMatchObject({ status: "queued", reason: "retry" });
  expect(model.requests).toHaveLength(4);
});

test("does not retry what will fail again", async () => {
  const { model, rig } = await scriptedAgent(() => ({ error: { status: 401, message: "bad key" } }));
  expect(await rig.run()).toMatchObject({ status: "failed", failure: { category: "model", code: "model_failed" } });
  expect(model.requests).toHaveLength(1);
});

test.each([
  ["cut off", "length", "maxOutputTokens"],
  ["withheld", "content_filter", "content filter"],
] as const)("fails when the reply was %s, and goes on from it when it is resumed", async (_, finishReason, why) => {
  const script = playTurns([{ text: "half a", finishReason, usage }, { text: " reply" }]);
  const { model, rig } = await scriptedAgent(script);
  expect(await rig.run()).toMatchObject({
    status: "failed",
    usage,
    failure: { code: "model_failed", message: expect.stringContaining(why) as string },
  });
  expect(model.requests).toHaveLength(1);
  await rig.resume();
  expect(await rig.run()).toMatchObject({ status: "completed", result: " reply" });
  expect(JSON.stringify(model.requests[1]?.body)).toContain("[Holdfast] Your reply was");
});

test("refuses a run with a budget in money when the model has no price", async () => {
  const { model, rig } = await scriptedAgent(playTurns([{ text: "ok" }]), {}, { maxCostMicroUsd: 1000 });
  expect(await rig.run()).toMatchObject({ status: "failed", failure: { code: "config_invalid" } });
  expect(model.requests).toHaveLength(0);
});

test.each([
  ["maxTurns", { maxTurns: 0 }],
  ["price.input", { price: { input: -1, output: 0 } }],
  ["tools.ask", { tools: { ask: aiTool({ inputSchema: z.object({}), outputSchema: z.string() }) } }],
  ["tools.put", { tools: { put: aiTool({ inputSchema: z.object({}), execute: () => "", needsApproval: true }) } }],
])("refuses a bad %s when it is declared", (field, options) => {
  const model = openAICompatible({ baseUrl: "http://127.0.0.1:1/v1", model: "m" }, {});
  const declare = () => reactAgent({ name: "coder", model, ...options });
  expect(declare).toThrow(expect.objectContaining({ code: "config_invalid", details: { field } }));
});
