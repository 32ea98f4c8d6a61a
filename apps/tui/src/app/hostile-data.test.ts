import { expect, it } from "vitest";
import { sampleAgent, sampleProject, sampleRunning, sampleTask } from "../../testing/sample-rows.js";
import { SampleWorld } from "../../testing/sample-world.js";
import { sampleNowMs, showTui } from "../../testing/shown-tui.js";

function worldWith(prompt: string, projectName = "shop-api") {
  const world = new SampleWorld();
  world.open({
    projects: [{ ...sampleProject(0, sampleNowMs), name: projectName }],
    agents: [sampleAgent(0, 0, sampleNowMs)],
    tasks: [sampleTask(1, 0, prompt, sampleNowMs)],
    executions: [sampleRunning(1, 0, 7, sampleNowMs)],
  });
  return world;
}

it.each([
  ["clears the screen", "before\u001b[2J\u001b[Hafter"],
  ["leaves the alternate screen", "x\u001b[?1049l"],
  ["sets the title", "x\u001b]2;owned\u0007"],
  ["uses C1 controls", "x\u009b2Jy"],
  ["moves the cursor with line ends and tabs", "a\nb\r\tc\u0008d"],
])("a prompt that %s is only text", async (_, prompt) => {
  await using tui = showTui(worldWith(prompt));
  await tui.terminal.until("/srv/shop-api");
  tui.terminal.type("\r");
  const screen = await tui.terminal.until("Executions · 1");
  expect(screen).toContain("◆ Holdfast");
  expect(screen.split("\n").at(-1)).toContain("? help");
  expect(tui.terminal.alternate).toBe(true);
  const data = tui.terminal.written.replaceAll(
    /\u001b\[(\?2026[hl]|[\d;]*m|\d+;1H|\d+G|2[JK])|\u001b\[\?(1049h|25l|7l)|\u001b\[H/g,
    "",
  );
  expect(data).not.toMatch(/[\u0000-\u001f\u0080-\u009f]/);
});

it("wide characters and emoji take two columns, and what stands after them keeps its place", async () => {
  await using tui = showTui(worldWith("日本語のドキュメントを翻訳する 🚀🚀🚀 ".repeat(4), "プロジェクト"));
  await tui.terminal.until("プロジェクト");
  tui.terminal.type("\r");
  await tui.terminal.until("Executions · 1");
  const column = (row: number) => tui.terminal.cells(row).findIndex((cell) => cell.getChars() === "│");
  expect(new Set([2, 3, 4, 5].map(column)).size).toBe(1);
});
