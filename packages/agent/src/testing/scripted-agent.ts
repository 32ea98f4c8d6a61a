import { onTestFinished } from "vitest";
import { openAICompatible } from "../model/model-from-config.js";
import { reactAgent, type ReactAgentOptions } from "../react/react-agent.js";
import { type Script, startScriptedModel } from "../scripted-model/index.js";
import { editFile } from "../tools/edit-file.js";
import { readFile } from "../tools/read-file.js";
import { writeFile } from "../tools/write-file.js";
import { createAgentRig } from "./agent-rig.js";
import { temporaryWorkspace } from "./temporary-workspace.js";

export const usage = { inputTokens: 1000, outputTokens: 100 };

/** An agent whose model plays the script over HTTP, a workspace, and a rig that runs it. */
export async function scriptedAgent(script: Script, options: Partial<ReactAgentOptions> = {}, settings = {}) {
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
