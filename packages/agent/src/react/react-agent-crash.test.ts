import { readFile as readFromDisk, writeFile as writeToDisk } from "node:fs/promises";
import { join } from "node:path";
import { tool as aiTool } from "ai";
import { expect, test } from "vitest";
import { z } from "zod";
import { openAICompatible } from "../model/model-from-config.js";
import { playTurns } from "../scripted-model/index.js";
import { scriptedAgent } from "../testing/scripted-agent.js";
import { declareTool } from "../tool-set/declare-tool.js";
import { readFile } from "../tools/read-file.js";
import { reactAgent } from "./react-agent.js";

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
  const { model, workspace, rig } = await scriptedAgent(script);
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
  const { model, rig } = await scriptedAgent(playTurns([{ text: "Done at once." }]));
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
  const { model, rig } = await scriptedAgent(script, { tools: { charge } });
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
  const { model, rig } = await scriptedAgent(script, { tools: { put: declareTool(put, { recovery: "idempotent" }) } });
  await rig.killAt("call.ran", "put", 1);
  await rig.run();
  expect(keys).toHaveLength(2);
  expect(keys[1]).toBe(keys[0]);
  expect(model.requests).toHaveLength(2);
});

test("drops the model call in flight when the worker stops at once, and asks again later", async () => {
  let slow = true;
  const { model, rig } = await scriptedAgent(() => ({ text: "ok", delayMs: slow ? 60_000 : 0 }));
  const worker = await rig.start();
  await expect.poll(() => model.requests.length).toBe(1);
  await worker.stop("immediate");
  await expect.poll(() => model.requests[0]?.delivery).toBe("cut");
  slow = false;
  expect(await rig.run()).toMatchObject({ status: "completed", result: "ok" });
  expect(model.requests).toHaveLength(2);
});

test("reports a change of its tools to the resumed agent", async () => {
  const script = playTurns([{ toolCalls: [{ name: "readFile", args: { path: "a.txt" } }] }, { text: "ok" }]);
  const { model, agent, rig } = await scriptedAgent(script);
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
  const { model, workspace, rig } = await scriptedAgent(script);
  await rig.killAt("call.ran", "writeFile", 1);
  await writeToDisk(join(workspace, "a.txt"), "somebody else's\n");
  await rig.run();
  expect(JSON.stringify(model.requests[1]?.body)).toContain("outcome unknown: writeFile(");
});
