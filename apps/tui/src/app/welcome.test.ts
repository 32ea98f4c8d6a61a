import { describe, expect, it } from "vitest";
import { sampleAgent, sampleProject, sampleRunning, sampleTask } from "../../testing/sample-rows.js";
import { SampleWorld } from "../../testing/sample-world.js";
import { sampleNowMs, showTui } from "../../testing/shown-tui.js";
import type { DemoLine, RunDemo } from "../tui-actions.js";

const empty = () => {
  const world = new SampleWorld();
  world.open();
  return world;
};

/** A demo that goes on when the test says so. */
function steppedDemo() {
  let tell: (line: DemoLine) => void = () => {};
  let finish: (error?: Error) => void = () => {};
  let aborted = false;
  const demo: RunDemo = (say, signal) => {
    tell = say;
    signal.addEventListener("abort", () => (aborted = true));
    return new Promise<void>((resolve, reject) => {
      finish = (error) => (error ? reject(error) : resolve());
    });
  };
  return {
    demo,
    say: (line: DemoLine) => tell(line),
    end: (error?: Error) => finish(error),
    wasAborted: () => aborted,
  };
}

describe("an empty store", () => {
  it("says what Holdfast is, and how to begin", async () => {
    await using tui = showTui(empty());
    const screen = await tui.terminal.until("Welcome to Holdfast");
    expect(screen).toContain("1.2.3");
    expect(screen).toContain("holdfast run");
    expect(screen).not.toContain("see it happen");
  });

  it("offers the demo by a key, and shows what it says while it runs", async () => {
    const { demo, say, end } = steppedDemo();
    await using tui = showTui(empty(), { demo });
    await tui.terminal.until("d  see it happen");
    tui.terminal.type("d");
    await tui.terminal.until("The demo is running");
    say({ kind: "kill", text: "SIGKILL to worker 4711" });
    await tui.terminal.until("✗ SIGKILL to worker 4711");
    end();
    await tui.terminal.until("The demo is done");
    tui.terminal.type("\u001b");
    expect(await tui.terminal.until("Welcome to Holdfast")).not.toContain("4711");
  });

  it("shows the demo's agent as soon as there is one, with the demo's lines below", async () => {
    const { demo, say, end } = steppedDemo();
    const world = empty();
    await using tui = showTui(world, { demo });
    await tui.terminal.until("d  see it happen");
    tui.terminal.type("d");
    await tui.terminal.until("The demo is running");
    const project = sampleProject(0, sampleNowMs);
    const rows = {
      project,
      agent: sampleAgent(0, 0, sampleNowMs),
      task: sampleTask(1, 0, "Mend the test", sampleNowMs),
      execution: sampleRunning(1, 0, 1, sampleNowMs),
    };
    world.event(project.id, { type: "project.created", name: project.name }, rows, sampleNowMs);
    say({ kind: "work", text: "Worker 1 takes the task up" });
    const screen = await tui.terminal.until("projects › shop-api");
    expect(screen).toContain("Mend the test");
    expect(await tui.terminal.until("● Worker 1 takes the task up")).toContain("The demo is running");
    end();
    await tui.terminal.until("The demo is done");
    tui.terminal.type("\u001b");
    expect(await tui.terminal.until((text) => !text.includes("The demo"))).toContain("projects › shop-api");
  });

  it("tells why the demo failed", async () => {
    const { demo, end } = steppedDemo();
    await using tui = showTui(empty(), { demo });
    await tui.terminal.until("d  see it happen");
    tui.terminal.type("d");
    await tui.terminal.until("The demo is running");
    end(new Error("git is not installed"));
    const screen = await tui.terminal.until("The demo failed");
    expect(screen).toContain("git is not installed");
  });

  it("stops a running demo when the person quits", async () => {
    const { demo, wasAborted } = steppedDemo();
    const tui = showTui(empty(), { demo });
    await tui.terminal.until("d  see it happen");
    tui.terminal.type("d");
    await tui.terminal.until("The demo is running");
    tui.terminal.type("q");
    expect(await tui.ended).toBe(0);
    expect(wasAborted()).toBe(true);
  });
});
