import {
  editFile,
  listFiles,
  openAICompatible,
  reactAgent,
  readFile,
  runCommand,
  search,
  writeFile,
} from "@holdfast/agent";
import type { AgentDefinition } from "@holdfast/core";

/** The name of the agent that is there without a config. */
const codingAgentName = "coder";

const instructions = `You are a careful software engineer at work in a git repository.
Look before you change anything, make the smallest change that does the task, run the tests, and say in the end what you did.`;

/** A coding agent on the model that the environment names. @throws `config_invalid` when that is not enough */
export function defaultAgents(env: NodeJS.ProcessEnv): AgentDefinition[] {
  const tools = {
    readFile: readFile(),
    writeFile: writeFile(),
    editFile: editFile(),
    listFiles: listFiles(),
    search: search(),
    runCommand: runCommand(),
  };
  return [reactAgent({ name: codingAgentName, model: openAICompatible({}, env), instructions, tools })];
}
