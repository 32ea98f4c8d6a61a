import { existsSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Control } from "@holdfast/core";
import { Command } from "commander";
import { contextOf } from "../command-context.js";
import { projectOfFolder } from "../store/project-of-folder.js";
import { openStore } from "../store/open-store.js";
import { findStore } from "../store/store-folder.js";
import { examples } from "./examples.js";

const configTemplate = `import { defineConfig } from "@holdfast/core";
import { editFile, listFiles, openAICompatible, reactAgent, readFile, runCommand, search, writeFile } from "@holdfast/agent";

// Any OpenAI-compatible endpoint: set HOLDFAST_MODEL_BASE_URL, HOLDFAST_MODEL and HOLDFAST_MODEL_API_KEY.
export default defineConfig({
  agents: [
    reactAgent({
      name: "coder",
      model: openAICompatible({}, process.env),
      instructions: "You are a careful software engineer at work in a git repository.",
      tools: { readFile: readFile(), writeFile: writeFile(), editFile: editFile(), listFiles: listFiles(), search: search(), runCommand: runCommand() },
    }),
  ],
});
`;

export function initCommand(signal: AbortSignal): Command {
  return new Command("init")
    .description("make this folder a Holdfast project: a store and a config")
    .option("--name <name>", "the project's name (default: the folder's)")
    .addHelpText("after", examples("init", "init --name shop --json"))
    .action(async (options: { name?: string }, command: Command) => {
      const { terminal, cwd, machine, options: global } = contextOf(command, signal);
      const folder = findStore(cwd, global.store ?? process.env.HOLDFAST_STORE ?? join(cwd, ".holdfast"));
      await using store = await openStore(folder, machine);
      const control = new Control(store);
      const { project, created } = await projectOfFolder(control, store, cwd, options.name ?? basename(cwd));
      const config = join(folder.home, "holdfast.config.ts");
      const madeConfig = !existsSync(config);
      if (madeConfig) writeFileSync(config, configTemplate);
      terminal.data({ project, store: folder.path, config, created: { project: created, config: madeConfig } });
      terminal.line(`${created ? "Made the project" : "Already a project"} ${project.name} (${project.id})`);
      terminal.line(`  store   ${folder.path}`);
      terminal.line(`  config  ${config}${madeConfig ? "" : " (left as it is)"}`);
      terminal.line(`Next: holdfast run "fix the failing test", and watch it with holdfast tui`);
    });
}
