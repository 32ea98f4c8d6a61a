import { readFile as readFromDisk, writeFile as writeToDisk } from "node:fs/promises";
import { join } from "node:path";
import { hasToolCall, stepCountIs, tool as aiTool } from "ai";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { openAICompatible } from "../model/model-from-config.js";
import { playTurns, type Script, startScriptedModel } from "../scripted-model/index.js";
import { createAgentRig } from "../testing/agent-rig.js";
import { temporaryWorkspace } from "../testing/temporary-workspace.js";
import { declareTool } from "../tool-set/declare-tool.js";
import { tool } from "../tool.js";
import { editFile } from "../tools/edit-file.js";
import { readFile } from "../tools/read-file.js";
import { writeFile } from "../tools/write-file.js";
import { reactAgent, type ReactAgentOptions } from "./react-agent.js";

const usage = { inputTokens: 1000, outputTokens: 100 };

/** An agent whose model plays the script over HTTP, a workspace, and a rig that runs it. */
async function setUp(script: Script, options: Partial<ReactAgentOptions> = {}, settings = {}) {
  const model = await startScriptedModel({ script });
  onTestFinished(() => model.close());
  const workspace = await temporaryWorkspace({ "a.txt": "before\n" });
  onTestFinished(() => workspace[Symbol.asyncDispose]());
  const agent = reactAgent({
    name: "coder",
    model: openAICompatible({ baseUrl: model.baseUrl, model: "scripted" }, {}),
    instructions: "You mend things.",
    tools: { readFile: readFile(), writeFile: writeFile(), editFile: editFile() },
    retry: { sleep: () => Promise.resolve() },
    ...options,
  });
  const rig = await createAgentRig(agent, workspace.path, settings);
  return { model, workspace: workspace.path, agent, rig };
}

test("runs turns until the model answers, and keeps the conversation", async () => {
  const script = playTurns([
    { text: "I look.", toolCalls: [{ name: "readFile", args: { path: "a.txt" } }], usage },
    { toolCalls: [{ name: "editFile", args: { path: "a.txt", oldText: "before", newText: "after" } }], usage },
    { text: "Mended.", usage },
  ]);
  const { model, workspace, rig } = await setUp(script, { price: { input: 3, output: 15 } });
  expect(await rig.run()).toMatchObject({
    status: "completed",
    result: "Mended.",
    usage: { inputTokens: 3000, outputTokens: 300, costMicroUsd: 3 * (1000 * 3 + 100 * 15) },
  });
  expect(await readFromDisk(join(workspace, "a.txt"), "utf8")).toBe("after\n");
  expect((await rig.messages()).map(({ role }) => role)).toEqual([
    "user",
    "assistant",
    "tool",
    "assistant",
    "tool",
    "assistant",
  ]);
  expect(model.requests[1]?.body).toMatchObject({
    messages: [
      { role: "system", content: "You mend things." },
      { role: "user", content: "mend it" },
      { role: "assistant", content: "I look." },
      { role: "tool", content: "before\n" },
    ],
  });
});

test("tells the model each tool's description and schema", async () => {
  const { model, rig } = await setUp(playTurns([{ text: "ok" }]), { tools: { readFile: readFile() } });
  await rig.run();
  expect(model.requests[0]?.body).toMatchObject({
    tools: [
      {
        function: {
          name: "readFile",
          description: expect.stringContaining("text file") as string,
          parameters: { type: "object", required: ["path"], properties: { fromLine: { type: "integer" } } },
        },
      },
    ],
  });
});

test.each([
  ["before its tools ran", "reply.recorded", "reply"],
  ["with a call's intent recorded", "call.intended", "writeFile"],
  ["with a call done and not recorded", "call.ran", "writeFile"],
  ["with a call recorded", "call.recorded", "writeFile"],
  ["before the turn was committed", "turn.committing", "turn"],
  ["after the turn was committed", "turn.committed", "turn"],
] as const)("killed %s, it pays for no reply twice and writes once", async (_, point, subject) => {
  const script = playTurns([
    { toolCalls: [{ name: "readFile", args: { path: "a.txt" } }] },
    { toolCalls: [{ name: "writeFile", args: { path: "a.txt", content: "after\n" } }] },
    { text: "Mended." },
  ]);
  const { model, workspace, rig } = await setUp(script);
  await rig.killAt(point, subject, 2);
  expect(await rig.run()).toMatchObject({ status: "completed", result: "Mended." });
  expect(await readFromDisk(join(workspace, "a.txt"), "utf8")).toBe("after\n");
  expect(model.requests.map((request) => request.delivery)).toEqual(["delivered", "delivered", "delivered"]);
  const notices = (await rig.messages()).filter(({ content }) =>
    String(content).startsWith("[Holdfast] You were interrupted"),
  );
  expect(notices).toMatchObject([{ role: "user" }]);
});

test("killed after its last turn was committed, it asks the model nothing more", async () => {
  const { model, rig } = await setUp(playTurns([{ text: "Done at once." }]));
  await rig.killAt("turn.committed", "turn", 1);
  expect(await rig.run()).toMatchObject({ status: "completed", result: "Done at once." });
  expect(model.requests).toHaveLength(1);
});

test("tells the model that an undeclared call's outcome is unknown, and never repeats it by itself", async () => {
  let charged = 0;
  const charge = aiTool({
    description: "Charges the account.",
    inputSchema: z.object({ cents: z.number() }),
    execute: ({ cents }) => {
      charged += 1;
      return { charged: cents, note: undefined };
    },
  });
  const script = playTurns([{ toolCalls: [{ name: "charge", args: { cents: 5 } }] }, { text: "Charged." }]);
  const { model, rig } = await setUp(script, { tools: { charge } });
  await rig.killAt("call.ran", "charge", 1);
  expect(charged).toBe(1);
  expect(await rig.run()).toMatchObject({ status: "completed", result: "Charged." });
  const told = JSON.stringify(model.requests[1]?.body);
  expect(told).toContain("outcome unknown: charge(");
  expect(told).toContain("Check what happened before you repeat it.");
  // The model, told so, made the call again under an id of its own.
  expect(charged).toBe(2);
  expect(model.requests).toHaveLength(3);
});

test("repeats an interrupted call of an AI SDK tool that is declared safe, under the same id", async () => {
  const keys: string[] = [];
  const put = aiTool({
    inputSchema: z.object({ value: z.string().default("x") }),
    execute: ({ value }, { toolCallId }) => {
      keys.push(`${toolCallId} ${value}`);
      return "put";
    },
  });
  const script = playTurns([{ toolCalls: [{ name: "put", args: {} }] }, { text: "ok" }]);
  const { model, rig } = await setUp(script, { tools: { put: declareTool(put, { recovery: "idempotent" }) } });
  await rig.killAt("call.ran", "put", 1);
  await rig.run();
  expect(keys).toHaveLength(2);
  expect(keys[1]).toBe(keys[0]);
  expect(model.requests).toHaveLength(2);
});

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
  const { model, rig } = await setUp(script, { tools: { readFile: readFile(), fail } });
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
  const { workspace, rig } = await setUp(script);
  expect(await rig.run()).toMatchObject({ status: "completed" });
  expect(await readFromDisk(join(workspace, "y.txt"), "utf8")).toBe("y");
});

test("stops at a stop condition with the text so far, counting the turns before a kill", async () => {
  const turns = Array.from({ length: 9 }, (_, index) => ({
    text: `turn ${index + 1}`,
    toolCalls: [{ name: "readFile", args: { path: "a.txt" } }],
  }));
  const { model, rig } = await setUp(playTurns(turns), { stopWhen: [stepCountIs(3), hasToolCall("noSuchTool")] });
  await rig.killAt("turn.committed", "turn", 2);
  expect(await rig.run()).toMatchObject({ status: "completed", result: "turn 3" });
  expect(model.requests).toHaveLength(3);
});

test("gives stop conditions each step's text, calls, results, finish reason and usage", async () => {
  const seen: unknown[] = [];
  const script = playTurns([
    { text: "a", toolCalls: [{ name: "readFile", args: { path: "a.txt" } }], usage },
    { text: "b" },
  ]);
  const stopWhen: ReactAgentOptions["stopWhen"] = ({ steps }) => {
    const { stepNumber, text, toolCalls, toolResults, finishReason, usage: used } = steps[0]!;
    seen.push({
      stepNumber,
      text,
      calls: toolCalls.length,
      output: toolResults[0]?.output as unknown,
      finishReason,
      used: used.inputTokens,
    });
    return false;
  };
  const { rig } = await setUp(script, { stopWhen });
  await rig.run();
  expect(seen).toEqual([
    { stepNumber: 0, text: "a", calls: 1, output: "before\n", finishReason: "tool-calls", used: 1000 },
  ]);
});

test("fails with limit_reached when the agent needs more turns than its maxTurns", async () => {
  const script: Script = () => ({ toolCalls: [{ name: "readFile", args: { path: "a.txt" } }] });
  const { model, rig } = await setUp(script, { maxTurns: 2 });
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
  const { model, rig } = await setUp(() => failures[request++] ?? { text: "At last.", usage });
  expect(await rig.run()).toMatchObject({ status: "completed", result: "At last.", usage: { inputTokens: 1000 } });
  expect(model.requests).toHaveLength(4);
});

test("gives up after three retries of a passing failure, and the engine tries again later", async () => {
  const { model, rig } = await setUp(() => ({ error: { status: 500, message: "down" } }));
  expect(await rig.run()).toMatchObject({ status: "queued", reason: "retry" });
  expect(model.requests).toHaveLength(4);
});

test("does not retry what will fail again", async () => {
  const { model, rig } = await setUp(() => ({ error: { status: 401, message: "bad key" } }));
  expect(await rig.run()).toMatchObject({ status: "failed", failure: { category: "model", code: "model_failed" } });
  expect(model.requests).toHaveLength(1);
});

test.each([
  ["cut off", "length", "maxOutputTokens"],
  ["withheld", "content_filter", "content filter"],
] as const)("fails when the reply was %s, and goes on from it when it is resumed", async (_, finishReason, why) => {
  const script = playTurns([{ text: "half a", finishReason, usage }, { text: " reply" }]);
  const { model, rig } = await setUp(script);
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

test("reports a change of its tools to the resumed agent", async () => {
  const script = playTurns([{ toolCalls: [{ name: "readFile", args: { path: "a.txt" } }] }, { text: "ok" }]);
  const { model, agent, rig } = await setUp(script);
  await rig.killAt("turn.committed", "turn", 1);
  const model2 = openAICompatible({ baseUrl: model.baseUrl, model: "scripted" }, {});
  const changed = reactAgent({ name: "coder", model: model2, tools: { readFile: readFile() } });
  expect(changed.fingerprint).not.toBe(agent.fingerprint);
  await rig.run(changed);
  expect(JSON.stringify(model.requests[1]?.body)).toContain("Your instructions, tools or model have changed");
});

test("a write that another hand undid after the crash is left to the agent", async () => {
  const script = playTurns([
    { toolCalls: [{ name: "writeFile", args: { path: "a.txt", content: "after\n" } }] },
    { text: "ok" },
  ]);
  const { model, workspace, rig } = await setUp(script);
  await rig.killAt("call.ran", "writeFile", 1);
  await writeToDisk(join(workspace, "a.txt"), "somebody else's\n");
  await rig.run();
  expect(JSON.stringify(model.requests[1]?.body)).toContain("outcome unknown: writeFile(");
});

test("refuses a run with a budget in money when the model has no price", async () => {
  const { model, rig } = await setUp(playTurns([{ text: "ok" }]), {}, { maxCostMicroUsd: 1000 });
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
