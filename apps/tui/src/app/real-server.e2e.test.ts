import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectHoldfast, createLiveState } from "@holdfast/client";
import { Control } from "@holdfast/core";
import { openSqliteStore, systemClock, ulidSource } from "@holdfast/db";
import { startServer, type RunningServer } from "@holdfast/server";
import { afterEach, beforeEach, expect, it } from "vitest";
import { VirtualTerminal } from "../../testing/virtual-terminal.js";
import { createActions } from "../create-actions.js";
import { runTui } from "../run-tui.js";

const token = "a-token-nobody-guesses";
const clock = systemClock();
const ids = ulidSource(clock);

let folder = "";
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "holdfast-tui-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const openStore = () => openSqliteStore({ path: join(folder, "holdfast.db"), clock, ids });

/** The screen on a real server, over a real socket. */
function show(server: RunningServer) {
  const client = connectHoldfast({ url: server.url, token, retryInMs: () => 200 });
  const live = createLiveState(client);
  const terminal = new VirtualTerminal(110, 30);
  const { stdin, stdout } = terminal;
  const actions = createActions(client.api);
  const ended = runTui({ live, actions, stdin, stdout, env: { TERM: "xterm-256color" }, version: "1.2.3" });
  return {
    terminal,
    async [Symbol.asyncDispose]() {
      terminal.type("\u0003");
      await ended;
      live.close();
      client.close();
    },
  };
}

it("shows what a real server tells, and changes what a person confirms", async () => {
  await using store = await openStore();
  await using server = await startServer({ store, clock, ids, token });
  await using tui = show(server);
  await tui.terminal.until("Welcome to Holdfast");

  const control = new Control(store);
  const project = await control.createProject({ name: "shop", root: "/srv/shop" });
  await control.createAgent({ projectId: project.id, name: "fixer" });
  const { execution } = await control.startTask({ projectId: project.id, agent: "fixer", prompt: "Mend the test" });
  await tui.terminal.until("/srv/shop");
  tui.terminal.type("\r");
  await tui.terminal.until("○ queued");
  // Events from before anybody watched come from the server when they are looked at.
  expect(await tui.terminal.until("queued: new")).toContain("Mend the test");

  tui.terminal.type("c");
  await tui.terminal.until("Cancel fixer");
  tui.terminal.type("\r");
  await tui.terminal.until("– cancelled");
  expect((await control.execution(execution.id)).status).toBe("cancelled");
});

it("comes back by itself when the server does, with what happened meanwhile", async () => {
  await using store = await openStore();
  const first = await startServer({ store, clock, ids, token });
  await using tui = show(first);
  await tui.terminal.until("Welcome to Holdfast");
  await first.close();
  await tui.terminal.until("○ not connected, try");
  await new Control(store).createProject({ name: "meanwhile", root: "/srv/meanwhile" });
  await using _second = await startServer({ store, clock, ids, token, port: first.port });
  const screen = await tui.terminal.until("/srv/meanwhile");
  expect(screen).toContain("● live");
});
