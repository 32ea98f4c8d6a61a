import { describe, expect, it } from "vitest";
import { BusyWorld } from "../../testing/busy-world.js";
import { SampleWorld } from "../../testing/sample-world.js";
import { sampleNowMs, showTui } from "../../testing/shown-tui.js";

const busy = () => new BusyWorld({ projects: 2, executions: 12, nowMs: sampleNowMs });

describe("the connection", () => {
  it("is shown with the time to the next try while it is lost, and what was known stays", async () => {
    const world = busy();
    await using tui = showTui(world);
    await tui.terminal.until("● live");
    world.connection({ status: "waiting", attempt: 2, retryInMs: 8_000, retryAt: sampleNowMs + 7_400 });
    const screen = await tui.terminal.until("○ not connected, try 3 in 8s");
    expect(screen).toContain("docs-site");
    world.connection({ status: "open" });
    await tui.terminal.until("● live");
  });

  it("is told from the beginning, before anything is known", async () => {
    await using tui = showTui(new SampleWorld());
    expect(await tui.terminal.until("◌ connecting …")).toContain("◌ connecting …");
  });
});

describe("the help", () => {
  it("says what every key does, and goes away again", async () => {
    await using tui = showTui(busy(), { rows: 70 });
    await tui.terminal.until("● live");
    tui.terminal.type("?");
    const screen = await tui.terminal.until("━ Help");
    expect(screen).toMatch(/j +↓ +down/);
    expect(screen).toMatch(/c +cancel an execution/);
    expect(screen).toContain(":theme THEME");
    tui.terminal.type("\u001b");
    await tui.terminal.until("━ Projects");
  });
});

describe("commands", () => {
  it("open a project by name, with the name completed", async () => {
    await using tui = showTui(busy());
    await tui.terminal.until("● live");
    tui.terminal.type(":project sh\t");
    await tui.terminal.until(" : project shop-api");
    tui.terminal.type("\r");
    expect(await tui.terminal.until("projects › shop-api")).toContain("projects › shop-api");
  });

  it("say so when they are not known", async () => {
    await using tui = showTui(busy());
    await tui.terminal.until("● live");
    tui.terminal.type(":frobnicate\r");
    expect(await tui.terminal.until("There is no command :frobnicate.")).toContain("There is no command :frobnicate.");
  });

  it("change the theme", async () => {
    await using tui = showTui(busy());
    expect(await tui.terminal.until("● live")).toContain("● live");
    tui.terminal.type(":theme high-contrast\r");
    const [teal, brightCyan] = [79, 14];
    const mark = () => tui.terminal.cells(0)[1]?.getFgColor();
    await tui.terminal.until(() => mark() !== teal);
    expect(mark()).toBe(brightCyan);
  });

  it("end the program with :q", async () => {
    const tui = showTui(busy());
    await tui.terminal.until("● live");
    tui.terminal.type(":q\r");
    expect(await tui.ended).toBe(0);
  });
});

describe("the size of the terminal", () => {
  it("decides between two panes and one", async () => {
    await using tui = showTui(busy(), { columns: 84 });
    expect(await tui.terminal.until("● live")).toContain("│ ─ docs-site");
    tui.terminal.resize(83, 24);
    await tui.terminal.until((screen) => !screen.includes("│"));
    tui.terminal.resize(100, 30);
    await tui.terminal.until("│ ─ docs-site");
  });

  it("may change at any time; the picture fills it again without leftovers", async () => {
    await using tui = showTui(busy());
    await tui.terminal.until("● live");
    for (const [columns, rows] of [
      [60, 16],
      [140, 40],
      [90, 12],
    ] as const) {
      tui.terminal.resize(columns, rows);
      await tui.terminal.until(/^ ◆ Holdfast[^]*⏎ open[^\n]*$/);
      const lines = tui.terminal.lines();
      expect(lines).toHaveLength(rows);
      expect(lines.filter((line) => line.includes("◆ Holdfast"))).toHaveLength(1);
    }
  });

  it("too small for anything says so", async () => {
    await using tui = showTui(busy(), { columns: 39, rows: 12 });
    await tui.terminal.until("Holdfast needs 40×10");
    tui.terminal.resize(80, 24);
    expect(await tui.terminal.until("━ Projects")).toContain("━ Projects");
  });
});

it("leaves a screen that does not change alone", async () => {
  await using tui = showTui(busy());
  await tui.terminal.until("● live");
  const before = tui.terminal.written.length;
  tui.terminal.type("x");
  tui.terminal.type("?");
  await tui.terminal.until("━ Help");
  tui.terminal.type("?");
  await tui.terminal.until("━ Projects");
  const frames = tui.terminal.written.slice(before).split("\u001b[?2026h").length - 1;
  expect(frames).toBe(2);
});
