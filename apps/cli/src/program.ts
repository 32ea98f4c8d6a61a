import { Command } from "commander";
import { agentCommand } from "./commands/agent.js";
import { checkpointCommand } from "./commands/checkpoint.js";
import { demoCommand } from "./commands/demo.js";
import { doctorCommand } from "./commands/doctor.js";
import { executionCommand } from "./commands/execution.js";
import { initCommand } from "./commands/init.js";
import { projectCommand } from "./commands/project.js";
import { runCommand } from "./commands/run.js";
import { serveCommand } from "./commands/serve.js";
import { tuiCommand } from "./commands/tui.js";
import { workerCommand } from "./commands/worker.js";
import { version } from "./version.js";

/** The whole command line. @param signal aborted when the process is asked to stop */
export function createProgram(signal: AbortSignal): Command {
  const program = new Command("holdfast")
    .description("A durable runtime and control plane for AI agents.")
    .version(version)
    .option("--store <folder>", "the .holdfast folder to use (default: $HOLDFAST_STORE, else the nearest one upwards)")
    .option("--config <file>", "the config to use (default: holdfast.config.* beside the store)")
    .option("--json", "print data instead of text")
    .showHelpAfterError("(--help shows what this command takes)")
    .enablePositionalOptions(false)
    .exitOverride();
  for (const make of [
    initCommand,
    runCommand,
    tuiCommand,
    serveCommand,
    workerCommand,
    demoCommand,
    projectCommand,
    agentCommand,
    executionCommand,
    checkpointCommand,
    doctorCommand,
  ]) {
    program.addCommand(inherit(make(signal)));
  }
  return program.addHelpText(
    "after",
    "\nExit codes: 0 done, 1 failed, 2 bad usage or input, 3 not found, 4 refused, 5 denied, 130 interrupted.\nStart with: holdfast demo",
  );
}

/** Subcommands report errors the way the program does, and take its options too, before or after their names. */
function inherit(command: Command): Command {
  command.exitOverride().showHelpAfterError("(--help shows what this command takes)");
  if (command.commands.length === 0) {
    command.option("--json", "print data instead of text").option("--store <folder>", "the .holdfast folder to use");
  }
  command.commands.forEach(inherit);
  return command;
}
