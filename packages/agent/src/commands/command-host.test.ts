import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { HoldfastError } from "@holdfast/core";
import { expect, test } from "vitest";
import { isRunning } from "../testing/is-running.js";
import { temporaryWorkspace } from "../testing/temporary-workspace.js";
import { type Command, type CommandPermit, createCommandHost } from "./command-host.js";

const permit: CommandPermit = { guard: () => undefined, leaseMs: 90_000, signal: new AbortController().signal };

function shell(script: string, overrides: Partial<Command> = {}): Command {
  return {
    argv: ["/bin/sh", "-c", script],
    cwd: "/",
    env: { PATH: process.env.PATH ?? "" },
    timeoutMs: 60_000,
    maxOutputBytes: 10_000,
    ...overrides,
  };
}

/** Blocks this whole process, as a frozen one is, for so many milliseconds. */
function standStill(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

test("reports the exit code and both outputs", async () => {
  await using host = createCommandHost();
  const end = await host.run(shell("echo out; echo err >&2; exit 3"), permit);
  expect(end).toMatchObject({ reason: "exited", exitCode: 3, signal: null });
  expect(["out\nerr\n", "err\nout\n"]).toContain(end.output);
});

test("runs several commands at a time, each under its own name", async () => {
  await using host = createCommandHost();
  const ends = await Promise.all([1, 2, 3].map((number) => host.run(shell(`echo ${number}`), permit)));
  expect(ends.map((end) => end.output)).toEqual(["1\n", "2\n", "3\n"]);
});

test("gives a command exactly the environment ordered, and its own id", async () => {
  await using host = createCommandHost();
  const { output } = await host.run(shell("env", { env: { PATH: "/usr/bin:/bin", GREETING: "hi" } }), permit);
  // What the shell sets by itself does not count.
  const names = new Set(output.split("\n").map((line) => line.split("=")[0]));
  for (const name of ["PWD", "OLDPWD", "SHLVL", "_", ""]) names.delete(name);
  expect(names).toEqual(new Set(["GREETING", "HOLDFAST_COMMAND", "PATH"]));
});

test("kills a command and its children at the time-out, and keeps what they said", async () => {
  await using host = createCommandHost();
  const end = await host.run(shell("echo begun; sleep 600 & sleep 600", { timeoutMs: 300 }), permit);
  expect(end).toMatchObject({ reason: "timeout", exitCode: null, signal: "SIGKILL", output: "begun\n" });
});

test("ends what a command leaves in the background when it is over", async () => {
  await using workspace = await temporaryWorkspace();
  await using host = createCommandHost();
  const script =
    "sh -c 'echo $$ > pid; while :; do echo x >> ticks; sleep 0.01; done' & while ! [ -s ticks ]; do sleep 0.01; done";
  await host.run(shell(script, { cwd: workspace.path }), permit);
  const pid = Number(await readFile(join(workspace.path, "pid"), "utf8"));
  await expect.poll(() => isRunning(pid)).toBe(false);
});

test("kills a command when its signal aborts, and rejects with the reason", async () => {
  await using workspace = await temporaryWorkspace();
  await using host = createCommandHost();
  const abort = new AbortController();
  const end = host.run(shell("touch begun; sleep 600", { cwd: workspace.path }), { ...permit, signal: abort.signal });
  end.catch(() => undefined);
  await expect.poll(() => stat(join(workspace.path, "begun")).catch(() => undefined)).toBeDefined();
  abort.abort(new Error("the run stops"));
  await expect(end).rejects.toThrow("the run stops");
});

test("does not start a command that the guard refuses, or whose signal has aborted", async () => {
  await using workspace = await temporaryWorkspace();
  await using host = createCommandHost();
  const touch = shell("touch begun", { cwd: workspace.path });
  const guard = () => {
    throw new HoldfastError("lease_lost", "Another worker has the lease.");
  };
  await expect(host.run(touch, { ...permit, guard })).rejects.toMatchObject({ code: "lease_lost" });
  await expect(host.run(touch, { ...permit, signal: AbortSignal.abort(new Error("over")) })).rejects.toThrow("over");
  await expect(stat(join(workspace.path, "begun"))).rejects.toMatchObject({ code: "ENOENT" });
});

test("a worker that froze between the guard and its order is asked again when it is awake", async () => {
  await using workspace = await temporaryWorkspace();
  await using host = createCommandHost({ silenceMs: 200 });
  let asked = 0;
  const guard = () => {
    asked += 1;
    if (asked > 1) throw new HoldfastError("lease_lost", "Another worker has the lease.");
    standStill(400);
  };
  const end = host.run(shell("touch begun", { cwd: workspace.path }), { ...permit, guard });
  await expect(end).rejects.toMatchObject({ code: "lease_lost" });
  await expect(stat(join(workspace.path, "begun"))).rejects.toMatchObject({ code: "ENOENT" });
});

test("kills a command of a worker that stands still for longer than its lease allows", async () => {
  await using host = createCommandHost();
  const end = host.run(shell("sleep 600"), { ...permit, leaseMs: 600 });
  // Time for the command to start, and then for the third of the lease to pass twice.
  await host.run(shell("true"), permit);
  standStill(500);
  expect((await end).reason).toBe("silence");
});

test("says when a program is not there, and goes on working", async () => {
  await using host = createCommandHost();
  const end = await host.run(shell("", { argv: ["/no/such/program"] }), permit);
  expect(end).toMatchObject({ reason: "failed", error: expect.stringContaining("ENOENT") as string });
  expect((await host.run(shell("echo on"), permit)).output).toBe("on\n");
});

test("kills the commands itself when the host process dies, and starts another host", async () => {
  await using workspace = await temporaryWorkspace();
  await using host = createCommandHost();
  const end = host.run(shell("echo $PPID > host; echo $$ > pid; exec sleep 600", { cwd: workspace.path }), permit);
  end.catch(() => undefined);
  const read = async (name: string) => Number(await readFile(join(workspace.path, name), "utf8").catch(() => ""));
  await expect.poll(() => read("pid")).toBeGreaterThan(0);
  process.kill(await read("host"), "SIGKILL");
  await expect(end).rejects.toMatchObject({ code: "tool_failed" });
  const pid = await read("pid");
  await expect.poll(() => isRunning(pid)).toBe(false);
  expect((await host.run(shell("echo again"), permit)).output).toBe("again\n");
});

test("close kills what runs and ends the host process", async () => {
  await using workspace = await temporaryWorkspace();
  const host = createCommandHost();
  const end = host.run(shell("echo $PPID > host; exec sleep 600", { cwd: workspace.path }), permit);
  end.catch(() => undefined);
  const pid = () => readFile(join(workspace.path, "host"), "utf8").catch(() => "");
  await expect.poll(pid).not.toBe("");
  await host.close();
  await expect(end).rejects.toMatchObject({ code: "tool_failed" });
  expect(isRunning(Number(await pid()))).toBe(false);
});
