import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Control, type Execution, type Project } from "@holdfast/core";
import { playTurns, startScriptedModel, type ScriptedModel, type ScriptedReply } from "@holdfast/agent/scripted-model";
import type { SqliteStore } from "@holdfast/db";
import { createSampleRepository, mend } from "./sample-repository.js";

const agentName = "demo-coder";
const prompt = "The test suite of this repository fails. Find out why, mend it, prove it, and note it in CHANGELOG.md.";

const test = { name: "runCommand", args: { command: "node --test" } };

/** What the model says, turn by turn: the work of a careful engineer. */
const replies: readonly ScriptedReply[] = [
  { text: "I look around first.", toolCalls: [{ name: "listFiles", args: {} }] },
  { text: "Let me see the failure.", toolCalls: [test] },
  {
    text: "The rounding is off; I read the code and its test.",
    toolCalls: [
      { name: "readFile", args: { path: mend.path } },
      { name: "readFile", args: { path: "test/price.test.js" } },
    ],
  },
  { text: "It cuts the half cent off instead of rounding it.", toolCalls: [{ name: "editFile", args: { ...mend } }] },
  { text: "Now the tests again.", toolCalls: [test] },
  {
    text: "They pass. I note the change.",
    toolCalls: [
      {
        name: "writeFile",
        args: { path: "CHANGELOG.md", content: "# Changelog\n\n- Gross prices are rounded half up to the cent.\n" },
      },
    ],
  },
  { text: "Mended: gross() cut half cents off; it rounds them up now. The tests pass, and CHANGELOG.md says so." },
];

/** The turn whose tool call is cut short in the demo, and the one whose reply is: see `replies`. */
export const turnOfTestRun = 5;
/** One later than its place in `replies`: the agent runs the interrupted test again first. */
export const turnOfChangelog = 7;

export interface Scenario extends AsyncDisposable {
  readonly repository: string;
  readonly configPath: string;
  readonly model: ScriptedModel;
  readonly project: Project;
  readonly execution: Execution;
}

export interface ScenarioOptions {
  /** The project's name. */
  readonly name: string;
  /** How long the model thinks before each reply, in milliseconds. */
  readonly delayMs: number;
  /** How long the repository's slowest test takes, in milliseconds. */
  readonly slowTestMs: number;
  /** Short, so that a dead worker is missed soon: the defaults are 30 s and 90 s. */
  readonly heartbeatIntervalMs: number;
  readonly leaseMs: number;
  readonly maxResumeAttempts: number;
}

/** A repository with a failing test, a model server, and a task for an agent; nothing runs yet. */
export async function createScenario(folder: string, store: SqliteStore, options: ScenarioOptions): Promise<Scenario> {
  const { name, delayMs, slowTestMs } = options;
  const repository = join(folder, "price");
  await mkdir(repository, { recursive: true });
  await createSampleRepository(repository, slowTestMs);
  const model = await startScriptedModel({
    script: playTurns(replies),
    delayMs,
    logPath: join(folder, "model-requests.ndjson"),
  });
  const configPath = join(folder, "holdfast.config.mjs");
  await writeFile(configPath, configText(model.baseUrl, options));
  const control = new Control(store);
  const project = await control.createProject({ name, root: repository });
  await control.createAgent({ projectId: project.id, name: agentName });
  const { execution } = await control.startTask({ projectId: project.id, agent: agentName, prompt });
  return { repository, configPath, model, project, execution, [Symbol.asyncDispose]: () => model.close() };
}

/** An ordinary config: nothing in it, and nothing in the engine, knows that the model plays a script. */
function configText(baseUrl: string, { heartbeatIntervalMs, leaseMs, maxResumeAttempts }: ScenarioOptions): string {
  return `import { defineConfig } from "@holdfast/core";
import { editFile, listFiles, openAICompatible, reactAgent, readFile, runCommand, writeFile } from "@holdfast/agent";

export default defineConfig({
  agents: [
    reactAgent({
      name: ${JSON.stringify(agentName)},
      model: openAICompatible({ baseUrl: ${JSON.stringify(baseUrl)}, model: "scripted", apiKey: "none" }),
      instructions: "You are a careful software engineer at work in a git repository.",
      tools: { listFiles: listFiles(), readFile: readFile(), editFile: editFile(), writeFile: writeFile(), runCommand: runCommand() },
    }),
  ],
  checkpoint: ${JSON.stringify({ heartbeatIntervalMs, leaseMs, maxResumeAttempts })},
});
`;
}
