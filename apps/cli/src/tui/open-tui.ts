import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLiveState } from "@holdfast/client";
import type { CommandContext } from "../command-context.js";
import { runDemo } from "../demo/demo.js";
import { openStore } from "../store/open-store.js";
import { version } from "../version.js";
import { connect } from "./connect.js";

/** Opens the terminal UI on the store's server. @returns its exit code */
export async function openTui(context: CommandContext): Promise<number> {
  // Ink and React are loaded only where there is a terminal.
  const [{ createActions, runTui }, connected] = await Promise.all([import("@holdfast/tui"), connect(context)]);
  await using resources = connected;
  const { client } = resources;
  const live = createLiveState(client);
  try {
    return await runTui({
      live,
      actions: createActions(client.api),
      demo: (say, signal) => demoHere(context, say, signal),
      version,
      now: () => context.machine.clock.now(),
    });
  } finally {
    live.close();
  }
}

/** The demo in the store that is shown, in a folder of its own. */
async function demoHere(
  { folder: storeFolder, machine }: CommandContext,
  say: Parameters<typeof runDemo>[0]["say"],
  signal: AbortSignal,
): Promise<void> {
  await using store = await openStore(storeFolder, machine);
  const folder = mkdtempSync(join(tmpdir(), "holdfast-demo-"));
  const proof = await runDemo({ folder, store, storeFolder, clock: machine.clock, say, signal });
  const { turnsLost, callsRepeated, repliesPaidTwice } = proof;
  say({
    kind: "done",
    text: `turns lost ${turnsLost}, calls repeated ${callsRepeated}, replies paid twice ${repliesPaidTwice}: ${proof.holds ? "it holds" : "it does NOT hold"}`,
  });
}
