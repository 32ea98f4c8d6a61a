import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { bundleWorker, startWorker } from "../testing/bundled-worker.js";
import { isRunning } from "../testing/is-running.js";
import { temporaryWorkspace } from "../testing/temporary-workspace.js";

// Writes its process id, then grows a file for as long as it lives.
const ticking = "echo $$ > pid; while :; do echo tick >> ticks; sleep 0.01; done";
const never = 600_000;

let folder: string;
let program: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "holdfast-worker-"));
  program = await bundleWorker(folder);
});
afterAll(() => rm(folder, { recursive: true }));

/** Starts a worker with a command, and waits until the command writes to the workspace. */
async function startTicking(silenceMs: number, script = ticking) {
  const workspace = await temporaryWorkspace();
  const worker = startWorker(program, silenceMs, workspace.path, script);
  onTestFinished(async () => {
    worker.kill("SIGKILL");
    await workspace[Symbol.asyncDispose]();
  });
  await expect.poll(() => ticksOf(workspace.path)).toBeGreaterThan(3);
  const pid = Number(await readFile(join(workspace.path, "pid"), "utf8"));
  return { worker, workspace: workspace.path, pid };
}

async function ticksOf(workspace: string): Promise<number> {
  return (await readFile(join(workspace, "ticks"), "utf8").catch(() => "")).length;
}

/** Waits for the command's death; tells how much the workspace still grew after it. */
async function growthAfterDeath(pid: number, workspace: string): Promise<number> {
  await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
  const ticks = await ticksOf(workspace);
  // Long enough for many more ticks, were anything left to write them.
  await new Promise((resolve) => setTimeout(resolve, 200));
  return (await ticksOf(workspace)) - ticks;
}

async function firstLine(worker: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: worker.stdout! })) return line;
  throw new Error("The worker ended without a word.");
}

test("a command dies with its worker when the worker gets SIGKILL", async () => {
  const { worker, workspace, pid } = await startTicking(never);
  worker.kill("SIGKILL");
  await once(worker, "exit");
  expect(await growthAfterDeath(pid, workspace)).toBe(0);
});

test("a command dies when the worker's whole process group gets SIGKILL", async () => {
  const { worker, workspace, pid } = await startTicking(never);
  process.kill(-worker.pid!, "SIGKILL");
  await once(worker, "exit");
  expect(await growthAfterDeath(pid, workspace)).toBe(0);
});

test("a command dies while its worker is frozen, and the worker learns of it when it wakes up", async () => {
  const { worker, workspace, pid } = await startTicking(400);
  worker.kill("SIGSTOP");
  expect(await growthAfterDeath(pid, workspace)).toBe(0);
  worker.kill("SIGCONT");
  expect(JSON.parse(await firstLine(worker))).toMatchObject({ reason: "silence" });
  await once(worker, "exit");
});

test("a command that itself was stopped dies all the same", async () => {
  const { worker, workspace, pid } = await startTicking(never);
  process.kill(-pid, "SIGSTOP");
  worker.kill("SIGKILL");
  expect(await growthAfterDeath(pid, workspace)).toBe(0);
});

test.runIf(process.platform === "linux")("what left the command's process group dies with the worker too", async () => {
  const stray = `setsid sh -c '${ticking}' & wait`;
  const { worker, workspace, pid } = await startTicking(never, stray);
  worker.kill("SIGKILL");
  expect(await growthAfterDeath(pid, workspace)).toBe(0);
});

test("a worker at work is not taken for a frozen one", async () => {
  const { worker, pid } = await startTicking(200);
  // Five times the silence that would kill it.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(isRunning(pid)).toBe(true);
  process.kill(pid, "SIGTERM");
  expect(JSON.parse(await firstLine(worker))).toMatchObject({ reason: "exited", signal: "SIGTERM" });
});
