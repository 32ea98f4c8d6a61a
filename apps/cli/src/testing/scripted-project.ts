import { playTurns, startScriptedModel, type ScriptedReply } from "@holdfast/agent/scripted-model";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { holdfast, temporaryFolder, type Place } from "./command-line.js";

/** A project folder whose built-in coding agent talks to a scripted model. */
export async function scriptedProject(
  replies: readonly ScriptedReply[],
): Promise<Place & { readonly model: Awaited<ReturnType<typeof startScriptedModel>> }> {
  const cwd = temporaryFolder();
  const model = await startScriptedModel({ script: playTurns(replies) });
  onTestFinished(() => model.close());
  const place = {
    cwd,
    env: { HOLDFAST_MODEL: "scripted", HOLDFAST_MODEL_BASE_URL: model.baseUrl, HOLDFAST_MODEL_API_KEY: "none" },
  };
  await holdfast(place, "init", "--name", "shop");
  writeConfig(cwd);
  return { ...place, model };
}

/** Beats and leases short enough to wait for. */
function writeConfig(cwd: string): void {
  writeFileSync(
    join(cwd, "holdfast.config.ts"),
    `import { defineConfig } from "@holdfast/core";
import { openAICompatible, reactAgent, readFile, runCommand, writeFile } from "@holdfast/agent";
export default defineConfig({
  agents: [reactAgent({ name: "coder", model: openAICompatible({}, process.env), instructions: "Do it.", tools: { readFile: readFile(), writeFile: writeFile(), runCommand: runCommand() } })],
  checkpoint: { heartbeatIntervalMs: 200, leaseMs: 1000 },
});
`,
  );
}

export const write = (path: string, content: string): ScriptedReply => ({
  toolCalls: [{ name: "writeFile", args: { path, content } }],
});
export const command = (line: string): ScriptedReply => ({
  toolCalls: [{ name: "runCommand", args: { command: line } }],
});
export const say = (text: string): ScriptedReply => ({ text });
