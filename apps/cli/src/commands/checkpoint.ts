import type { JsonObject } from "@holdfast/core";
import { Command } from "commander";
import { contextOf, withControl } from "../command-context.js";
import { age } from "../output/age.js";
import { shorten, table } from "../output/table.js";
import { checkpointId, executionByReference } from "./argument.js";
import { examples } from "./examples.js";

export function checkpointCommand(signal: AbortSignal): Command {
  const list = new Command("list")
    .description("list an execution's checkpoints, newest first")
    .argument("<execution>", "its id, or the end of it")
    .addHelpText("after", examples("checkpoint list 4XQ2ZK", "checkpoint list 4XQ2ZK --json"))
    .action(async (reference: string, _options: unknown, command: Command) => {
      const context = contextOf(command, signal);
      await withControl(context, async (_control, store) => {
        const { id } = await executionByReference(store, reference);
        const checkpoints = await store.checkpoints.checkpoints(id);
        context.terminal.data({ checkpoints });
        if (checkpoints.length === 0)
          return context.terminal.line("It has no checkpoints yet; one is made when a turn completes.");
        const now = context.machine.clock.now();
        const rows = checkpoints.map((checkpoint) => [
          checkpoint.id,
          String(checkpoint.turn),
          checkpoint.stateHash.slice(0, 12),
          `${age(checkpoint.createdAt, now)} ago`,
        ]);
        context.terminal.line(table(["ID", "TURN", "STATE", "MADE"], rows));
      });
    });

  const show = new Command("show")
    .description("show a checkpoint with the context it points to, proven against its hash")
    .argument("<checkpoint>", "its id")
    .addHelpText("after", examples("checkpoint show 01K8ZJ5W8Q6N3V4YB2T7R9XCDE --json"))
    .action(async (reference: string, _options: unknown, command: Command) => {
      const context = contextOf(command, signal);
      await withControl(context, async (control) => {
        const { terminal } = context;
        const checkpoint = await control.loadCheckpoint(checkpointId(reference));
        terminal.data({ checkpoint });
        terminal.line(
          `${checkpoint.id}  turn ${checkpoint.turn}  ${checkpoint.createdAt}  state ${checkpoint.stateHash}`,
        );
        for (const message of checkpoint.context.messages)
          terminal.line(`  ${roleOf(message).padEnd(9)} ${shorten(JSON.stringify(message.content ?? message), 120)}`);
        for (const [key, value] of Object.entries(checkpoint.context.state))
          terminal.line(`  ${key} = ${shorten(JSON.stringify(value), 120)}`);
      });
    });

  return new Command("checkpoint").description("list and show checkpoints").addCommand(list).addCommand(show);
}

function roleOf({ role }: JsonObject): string {
  return typeof role === "string" ? role : "message";
}
