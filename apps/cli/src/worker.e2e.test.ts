import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ExecutionId } from "@holdfast/core";
import { thisMachine } from "./process/machine.js";
import { openStore } from "./store/open-store.js";
import { findStore } from "./store/store-folder.js";
import { first, holdfast, start } from "./testing/command-line.js";
import { command, say, scriptedProject, write } from "./testing/scripted-project.js";

/** Queues a task and answers the id of its execution: `run` that finds a stopped world is not needed for it. */
async function queueTask(project: Parameters<typeof start>[0]): Promise<string> {
  const run = start(project, "run", "do it", "--json");
  const { executionId } = await run.event("execution.started");
  run.child.kill("SIGKILL");
  await run.finished;
  return executionId ?? "";
}

describe("a worker process", () => {
  it("killed in the middle of a command: the command ends with it, and the next worker finishes the work", async () => {
    const project = await scriptedProject([
      command("echo started > marker; sleep 30; echo never > late"),
      say("Done."),
    ]);
    const run = start(project, "run", "do it", "--json");
    await run.event("call.started");
    await waitFor(() => existsSync(join(project.cwd, "marker")));
    run.child.kill("SIGKILL");
    await run.finished;

    const worker = start(project, "worker", "--json");
    const settled = await worker.event("call.settled");
    expect(settled.body).toMatchObject({ tool: "runCommand", settlement: "unknown" });
    worker.child.kill("SIGKILL");
    await worker.finished;
    expect(existsSync(join(project.cwd, "late"))).toBe(false);
  });

  it("is told when another one runs the execution, with 4", async () => {
    const project = await scriptedProject([command("sleep 30"), say("Done.")]);
    const run = start(project, "run", "do it", "--json");
    const { executionId = "" } = await run.event("call.started");
    const second = await holdfast(project, "worker", "--execution", executionId, "--json");
    expect(second.code).toBe(4);
    expect(second.json().error).toMatchObject({ code: "lease_held", details: { pid: run.child.pid } });
  });

  it("of `run` stops when an event cannot be read: the command tells it, and the next worker goes on at once", async () => {
    const project = await scriptedProject([command("echo one > one"), command("sleep 2"), say("Done.")]);
    const run = start(project, "run", "do it", "--json");
    const { executionId = "" } = await run.event("call.started");
    const machine = thisMachine();
    await using store = await openStore(findStore(project.cwd, undefined), machine);
    const running = await store.executions.execution(executionId as ExecutionId);
    const fence = running?.status === "running" ? running.fence : 0;
    await store.executions.note({ executionId: executionId as ExecutionId, fence }, [{ type: "no such" } as never]);
    expect(await run.finished).toMatchObject({ code: 1, stdout: expect.stringContaining("storage_corrupt") });
    expect(await store.executions.execution(executionId as ExecutionId)).not.toMatchObject({ status: "running" });

    const worker = await holdfast(project, "worker", "--until-idle", "--json");
    expect(worker.code).toBe(0);
    expect(await store.executions.execution(executionId as ExecutionId)).toMatchObject({ status: "completed" });
  });

  it("stopped with SIGTERM finishes its turn and gives its lease back; the next start goes on at once", async () => {
    const project = await scriptedProject([command("sleep 1; echo one > one"), write("two", "2"), say("Done.")]);
    const run = start(project, "run", "do it", "--json");
    await run.event("call.started");
    run.child.kill("SIGTERM");
    expect((await run.finished).code).toBe(130);
    expect(readFileSync(join(project.cwd, "one"), "utf8")).toBe("one\n");
    const [execution] = (await holdfast(project, "execution", "list", "--json")).json().executions;
    expect(execution).toMatchObject({ status: "queued", reason: "released", turn: 1, attempts: 0 });
    const worker = await holdfast(project, "worker", "--until-idle", "--json");
    expect(worker.code).toBe(0);
    expect(worker.stdout).not.toContain("recovery.started");
    expect((await holdfast(project, "execution", "list", "--json")).json().executions[0]).toMatchObject({
      status: "completed",
    });
  });

  it("frozen past its lease and continued writes nothing and stops", async () => {
    const project = await scriptedProject([command("echo x >> runs; sleep 0.5"), write("two", "2"), say("Done.")]);
    const frozen = start(project, "run", "do it", "--json");
    await frozen.event("call.started");
    frozen.child.kill("SIGSTOP");

    const other = await holdfast(project, "worker", "--until-idle", "--json");
    expect(other.code).toBe(0);
    const list = async () => (await holdfast(project, "execution", "list", "--json")).json().executions;
    const finished = first(await list());
    expect(finished).toMatchObject({ status: "completed" });
    const events = (await holdfast(project, "execution", "show", finished.id, "--events", "1000", "--json")).json()
      .events;
    const runs = readFileSync(join(project.cwd, "runs"), "utf8");

    frozen.child.kill("SIGCONT");
    await frozen.finished;
    const after = first(await list());
    expect(after).toEqual(finished);
    expect(
      (await holdfast(project, "execution", "show", finished.id, "--events", "1000", "--json")).json().events,
    ).toEqual(events);
    expect(readFileSync(join(project.cwd, "runs"), "utf8")).toBe(runs);
  });

  it("recovers what was left by a run that was killed right after it started", async () => {
    const project = await scriptedProject([write("a", "1"), say("Done.")]);
    const executionId = await queueTask(project);
    expect((await holdfast(project, "worker", "--until-idle")).code).toBe(0);
    expect((await holdfast(project, "execution", "show", executionId, "--json")).json().execution).toMatchObject({
      status: "completed",
    });
  });
});

async function waitFor(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}
