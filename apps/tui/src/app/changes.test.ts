import { describe, expect, it } from "vitest";
import { id, inStatus, sampleAgent, sampleProject, sampleRunning, sampleTask } from "../../testing/sample-rows.js";
import { SampleWorld } from "../../testing/sample-world.js";
import { sampleNowMs, showTui } from "../../testing/shown-tui.js";

/** One project with one execution, in some status, in an open list. */
async function showOne(status: Parameters<typeof inStatus>[1] | "running", actions = {}) {
  const world = new SampleWorld();
  const running = sampleRunning(1, 0, 7, sampleNowMs);
  const execution = status === "running" ? running : inStatus(running, status, sampleNowMs);
  world.open({
    projects: [sampleProject(0, sampleNowMs)],
    agents: [sampleAgent(0, 0, sampleNowMs)],
    tasks: [sampleTask(1, 0, "Mend it", sampleNowMs)],
    executions: [execution],
  });
  const tui = showTui(world, { actions });
  await tui.terminal.until("/srv/shop-api");
  tui.terminal.type("\r");
  expect(await tui.terminal.until("Executions · 1")).toContain("Executions · 1");
  return tui;
}

const executionId = id("E", 1);

describe("cancelling", () => {
  it("says what will change, and changes nothing before it is confirmed", async () => {
    await using tui = await showOne("running");
    tui.terminal.type("c");
    const screen = await tui.terminal.until("Cancel fixer 000001?");
    expect(screen).toContain("It stops at once; a call in flight may still take effect.");
    expect(screen).toContain("Its 7 turns and 19k tokens of work stay stored; its task is cancelled.");
    expect(screen).toContain("This is final");
    expect(tui.actions.asked).toEqual([]);
    tui.terminal.type("\r");
    await tui.terminal.until("fixer 000001 is cancelled.");
    expect(tui.actions.asked).toEqual([`cancel ${executionId}`]);
  });

  it.each(["\u001b", "n", "q"])("is left with %j, and nothing was asked for", async (key) => {
    await using tui = await showOne("running");
    tui.terminal.type("c");
    await tui.terminal.until("Cancel fixer");
    tui.terminal.type(key);
    await tui.terminal.until((screen) => !screen.includes("Cancel fixer"));
    expect(tui.actions.asked).toEqual([]);
  });

  it("of a finished execution is refused with the reason, without a question", async () => {
    await using tui = await showOne("completed");
    tui.terminal.type("c");
    expect(await tui.terminal.until("This execution is completed: it cannot be cancelled any more.")).toContain(
      "This execution is completed: it cannot be cancelled any more.",
    );
  });

  it("that the server refuses tells why", async () => {
    const cancel = () => Promise.reject(new Error("Execution is completed; it cannot cancel from there."));
    await using tui = await showOne("running", { cancel });
    tui.terminal.type("c\r");
    expect(await tui.terminal.until("it cannot cancel from there")).toContain("it cannot cancel from there");
  });
});

describe("resuming", () => {
  it("is offered for a halted execution, with what happens then", async () => {
    await using tui = await showOne("halted");
    tui.terminal.type("r");
    const screen = await tui.terminal.until("Resume fixer 000001?");
    expect(screen).toContain("goes on after turn 7; finished calls are not repeated");
    expect(screen).toContain("It stopped at its max turns");
    tui.terminal.type("\r");
    await tui.terminal.until("queued again");
    expect(tui.actions.asked).toEqual([`resume ${executionId}`]);
  });
});

describe("a waiting execution", () => {
  it("shows its question with the keys that answer it", async () => {
    await using tui = await showOne("waiting");
    const screen = await tui.terminal.until("Did this call take effect?");
    expect(screen).toMatch(/y +it happened +n +it did not happen/);
    expect(screen).toContain("charge_customer({customer:");
  });

  it.each([
    ["y", "charge_customer is recorded as done and is not run again.", "happened"],
    ["n", "charge_customer is run again under the same idempotency key.", "did_not_happen"],
  ])("is answered with %s after a confirmation", async (key, change, answer) => {
    await using tui = await showOne("waiting");
    await tui.terminal.until("Did this call take effect?");
    tui.terminal.type(key);
    await tui.terminal.until(change);
    tui.terminal.type("\r");
    await tui.terminal.until("has its answer");
    expect(tui.actions.asked).toEqual([`answer ${executionId} ${answer}`]);
  });

  it("shows no keys that would do nothing", async () => {
    await using tui = await showOne("running");
    const hints = tui.terminal.lines().at(-1);
    expect(hints).toContain("c cancel");
    expect(hints).not.toContain("answer");
    expect(hints).not.toContain("resume");
  });
});
