import { describe, expect, it } from "vitest";
import { statusesByUrgency } from "../executions/status-look.js";
import { BusyWorld } from "../../testing/busy-world.js";
import { sampleNowMs, showTui } from "../../testing/shown-tui.js";

const busy = (executions = 40) => new BusyWorld({ projects: 2, executions, nowMs: sampleNowMs });

describe("the list of projects", () => {
  it("shows each with what its executions are at, and the selected one beside it", async () => {
    await using tui = showTui(busy());
    const screen = await tui.terminal.until("/srv/docs-site");
    expect(screen).toMatch(/▌● docs-site +\w+ +\? 2 +✗ 2 +‖ 1 +● 10/);
    expect(screen).toMatch(/ ● shop-api +\w+ +● 20/);
    expect(screen).toContain("20 executions · fixer, reviewer");
    expect(screen).toContain("● live");
  });

  it("lists the executions that want a person", async () => {
    await using tui = showTui(busy());
    await tui.terminal.until("/srv/docs-site");
    expect(await tui.terminal.until("Wants you")).toMatch(/asks about charge_customer|reached its max turns/);
  });
});

describe("a project's executions", () => {
  it("are opened with enter, urgent ones first", async () => {
    await using tui = showTui(busy());
    await tui.terminal.until("/srv/docs-site");
    tui.terminal.type("\r");
    const screen = await tui.terminal.until("Executions · 20 · by urgency");
    const statuses = [...screen.matchAll(/^.{7}[?✗‖●○⊘✓–] (\w+)/gm)].map(([, status]) => status);
    expect(statuses).toHaveLength(20);
    const urgencies = statuses.map((status) => statusesByUrgency.findIndex((candidate) => candidate === status));
    expect(urgencies).toEqual(urgencies.toSorted((a, b) => a - b));
    expect(statuses[0]).toBe("waiting");
  });

  it("tell fresh, late and stale heartbeats apart without colours", async () => {
    const world = new BusyWorld({ projects: 1, executions: 40, nowMs: sampleNowMs });
    await using tui = showTui(world, { rows: 60, env: { TERM: "xterm", NO_COLOR: "1" } });
    await tui.terminal.until("/srv/shop-api");
    tui.terminal.type("\r");
    const screen = await tui.terminal.until("by urgency");
    expect(screen).toMatch(/♥ 1s +● running/);
    expect(screen).toMatch(/♡ 55s ● running/);
    expect(tui.terminal.written).not.toMatch(/\u001b\[[\d;]*[34]8;5;/);
  });

  it("follow what happens", async () => {
    const world = busy();
    await using tui = showTui(world);
    await tui.terminal.until("/srv/docs-site");
    tui.terminal.type("j\r");
    await tui.terminal.until("Executions");
    const before = world.getSnapshot().executions;
    for (let step = 0; step < 30; step += 1) world.progress(sampleNowMs);
    const [changed] = [...world.getSnapshot().executions.values()].filter(
      ({ id, projectId, turn }) => projectId.endsWith("0") && before.get(id)?.turn !== turn,
    );
    expect(await tui.terminal.until(new RegExp(`${changed?.agentName} +${changed?.turn} `))).toMatch(
      new RegExp(`${changed?.agentName} +${changed?.turn} `),
    );
  });

  it("are filtered while the words are typed, and all there again after escape", async () => {
    await using tui = showTui(busy());
    await tui.terminal.until("/srv/docs-site");
    tui.terminal.type("\r");
    await tui.terminal.until("Executions · 20");
    tui.terminal.type("/Runn FIXER");
    const filtered = await tui.terminal.until(/Executions · \d · by urgency · \/Runn FIXER/);
    const rows = filtered.split("\n").filter((line) => /[?✗‖●○⊘✓–] \w+ +\w+ +\d/.test(line.slice(0, 40)));
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row).toMatch(/● running +fixer/);
    tui.terminal.type("\r");
    await tui.terminal.until((screen) => !screen.includes(" / Runn"));
    tui.terminal.type("\u001b");
    await tui.terminal.until("Executions · 20 · by urgency ─");
  });

  it("are sorted another way with s", async () => {
    await using tui = showTui(busy());
    await tui.terminal.until("/srv/docs-site");
    tui.terminal.type("\rs");
    expect(await tui.terminal.until("by newest")).toContain("by newest");
  });
});

describe("an execution", () => {
  it("shows its checkpoints newest first, and its events", async () => {
    await using tui = showTui(busy());
    await tui.terminal.until("/srv/docs-site");
    tui.terminal.type("\r");
    await tui.terminal.until("Executions");
    tui.terminal.type("G\r");
    const screen = await tui.terminal.until("turn 11 committed");
    const turns = [...screen.matchAll(/◆ turn (\d+)/g)].map(([, turn]) => Number(turn));
    expect(turns.length).toBeGreaterThan(3);
    expect(turns).toEqual(turns.toSorted((a, b) => b - a));
    expect(screen).toContain("run_tests failed");
  });

  it("opens a checkpoint to the messages and the state that the agent had", async () => {
    await using tui = showTui(busy());
    await tui.terminal.until("/srv/docs-site");
    tui.terminal.type("\r");
    await tui.terminal.until("Executions");
    tui.terminal.type("\r");
    await tui.terminal.until("◆ turn");
    tui.terminal.type("\r");
    const screen = await tui.terminal.until("You mend software.");
    expect(screen).toContain('→ run_tests({path: "cart.test.ts"})');
    expect(screen).toContain("branch");
    expect(screen).toContain('"mend/cart-discount"');
  });

  it("tells why a checkpoint cannot be read", async () => {
    const checkpoint = () => Promise.reject(new Error("Turn 3 of this execution is damaged."));
    await using tui = showTui(busy(), { actions: { checkpoint } });
    await tui.terminal.until("/srv/docs-site");
    tui.terminal.type("\r");
    await tui.terminal.until("Executions");
    tui.terminal.type("\r");
    await tui.terminal.until("◆ turn");
    tui.terminal.type("\r");
    expect(await tui.terminal.until("Turn 3 of this execution is damaged.")).toContain(
      "Turn 3 of this execution is damaged.",
    );
  });
});

describe("going back", () => {
  it("returns to the row one came from", async () => {
    await using tui = showTui(busy());
    await tui.terminal.until("/srv/docs-site");
    tui.terminal.type("\rjjj");
    await tui.terminal.until(" 4/20 ");
    tui.terminal.type("\r");
    await tui.terminal.until("━ Checkpoints");
    tui.terminal.type("\u001b");
    expect(await tui.terminal.until(" 4/20 ")).toContain(" 4/20 ");
  });
});
