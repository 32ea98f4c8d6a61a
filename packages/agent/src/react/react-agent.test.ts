import { readFile as readFromDisk } from "node:fs/promises";
import { join } from "node:path";
import { hasToolCall, stepCountIs } from "ai";
import { expect, test } from "vitest";
import { playTurns } from "../scripted-model/index.js";
import { scriptedAgent, usage } from "../testing/scripted-agent.js";
import { readFile } from "../tools/read-file.js";
import { type ReactAgentOptions } from "./react-agent.js";

test("runs turns until the model answers, and keeps the conversation", async () => {
  const script = playTurns([
    { text: "I look.", toolCalls: [{ name: "readFile", args: { path: "a.txt" } }], usage },
    { toolCalls: [{ name: "editFile", args: { path: "a.txt", oldText: "before", newText: "after" } }], usage },
    { text: "Mended.", usage },
  ]);
  const { model, workspace, rig } = await scriptedAgent(script, { price: { input: 3, output: 15 } });
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
  const { model, rig } = await scriptedAgent(playTurns([{ text: "ok" }]), { tools: { readFile: readFile() } });
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

test("stops at a stop condition with the text so far, counting the turns before a kill", async () => {
  const turns = Array.from({ length: 9 }, (_, index) => ({
    text: `turn ${index + 1}`,
    toolCalls: [{ name: "readFile", args: { path: "a.txt" } }],
  }));
  const { model, rig } = await scriptedAgent(playTurns(turns), {
    stopWhen: [stepCountIs(3), hasToolCall("noSuchTool")],
  });
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
  const { rig } = await scriptedAgent(script, { stopWhen });
  await rig.run();
  expect(seen).toEqual([
    { stepNumber: 0, text: "a", calls: 1, output: "before\n", finishReason: "tool-calls", used: 1000 },
  ]);
});
