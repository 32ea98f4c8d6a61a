import { Command } from "commander";
import { contextOf } from "../command-context.js";
import { examples } from "./examples.js";

export function tuiCommand(signal: AbortSignal): Command {
  return new Command("tui")
    .description("watch and steer everything; starts a server and a worker when none runs")
    .addHelpText("after", examples("tui", "tui --json"))
    .action(async (_options: unknown, command: Command) => {
      const context = contextOf(command, signal);
      if (!process.stdin.isTTY || !process.stdout.isTTY || context.options.json) {
        const { followPlainly } = await import("../tui/follow-plainly.js");
        return followPlainly(context);
      }
      const { openTui } = await import("../tui/open-tui.js");
      process.exitCode = await openTui(context);
    });
}
