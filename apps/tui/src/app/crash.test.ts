import { expect, it } from "vitest";
import { sampleProject } from "../../testing/sample-rows.js";
import { SampleWorld } from "../../testing/sample-world.js";
import { sampleNowMs, showTui } from "../../testing/shown-tui.js";

it("a component that breaks ends the screen with a message, and the terminal is given back", async () => {
  const world = new SampleWorld();
  const tui = showTui(world);
  await tui.terminal.until("connecting");
  // A row that no server sends.
  world.open({ projects: [{ ...sampleProject(0, sampleNowMs), name: undefined as unknown as string }] });
  expect(await tui.ended).toBe(1);
  expect(tui.printed()).toMatch(/holdfast: the screen stopped: TypeError/);
  await tui.terminal.until(() => !tui.terminal.alternate);
  expect(tui.terminal.rawModes.at(-1)).toBe(false);
});

it("what is printed meanwhile comes afterwards, and does not tear the picture", async () => {
  const world = new SampleWorld();
  const tui = showTui(world);
  await tui.terminal.until("connecting");
  tui.terminal.stdout.write("a tool says something\n");
  world.open();
  expect(await tui.terminal.until("Welcome to Holdfast")).not.toContain("a tool says");
  tui.terminal.type("q");
  expect(await tui.ended).toBe(0);
  expect(tui.printed()).toContain("a tool says something");
});
