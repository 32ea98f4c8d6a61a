import { Command } from "commander";
import { version } from "./version.js";

type CommandOf = (signal: AbortSignal) => Command;

/** Commands by name, in the order that the help lists them. Each is loaded only when it is named: most are heavy. */
const commands: Record<string, () => Promise<CommandOf>> = {
  init: async () => (await import("./commands/init.js")).initCommand,
  run: async () => (await import("./commands/run.js")).runCommand,
  tui: async () => (await import("./commands/tui.js")).tuiCommand,
  serve: async () => (await import("./commands/serve.js")).serveCommand,
  worker: async () => (await import("./commands/worker.js")).workerCommand,
  demo: async () => (await import("./commands/demo.js")).demoCommand,
  project: async () => (await import("./commands/project.js")).projectCommand,
  agent: async () => (await import("./commands/agent.js")).agentCommand,
  execution: async () => (await import("./commands/execution.js")).executionCommand,
  checkpoint: async () => (await import("./commands/checkpoint.js")).checkpointCommand,
  doctor: async () => (await import("./commands/doctor.js")).doctorCommand,
};

/**
 * The command line, as far as these arguments need it: the commands they name, or all of them.
 * @param signal aborted when the process is asked to stop
 */
export async function createProgram(args: readonly string[], signal: AbortSignal): Promise<Command> {
  const program = new Command("holdfast")
    .description("A durable runtime and control plane for AI agents.")
    .version(version)
    .option("--store <folder>", "the .holdfast folder to use (default: $HOLDFAST_STORE, else the nearest one upwards)")
    .option("--config <file>", "the config to use (default: holdfast.config.* beside the store)")
    .option("--json", "print data instead of text")
    .showHelpAfterError("(--help shows what this command takes)")
    .enablePositionalOptions(false)
    .exitOverride();
  const named = Object.keys(commands).filter((name) => args.includes(name));
  const wanted = named.length > 0 ? named : args.includes("--version") ? [] : Object.keys(commands);
  for (const load of wanted.map((name) => commands[name])) {
    if (load) program.addCommand(inherit((await load())(signal)));
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
