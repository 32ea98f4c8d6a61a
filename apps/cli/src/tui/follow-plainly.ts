import { tailEvents } from "@holdfast/core";
import type { CommandContext } from "../command-context.js";
import { eventLine } from "../output/event-line.js";
import { openExistingStore } from "../store/open-store.js";

/** What the terminal UI tells, without a terminal: every new event as a line, or as NDJSON. Ends with the signal. */
export async function followPlainly({ terminal, folder, machine, signal }: CommandContext): Promise<void> {
  await using store = await openExistingStore(folder, machine);
  const after = await store.events.last();
  for (const execution of await store.executions.executions({ limit: 50 })) {
    terminal.event({ type: "execution", execution });
    terminal.line(`${execution.id}  ${execution.agentName}  ${execution.status}  turn ${execution.turn}`);
  }
  for await (const event of tailEvents({ log: store.events, after, clock: machine.clock, signal })) {
    terminal.event(event);
    terminal.line(eventLine(event));
  }
}
