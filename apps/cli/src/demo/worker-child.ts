import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { HoldfastError } from "@holdfast/core";
import type { StoreFolder } from "../store/store-folder.js";

/** A worker in a process of its own, which can be killed. */
export interface WorkerChild extends AsyncDisposable {
  readonly pid: number;
  /** Resolves when the worker says that it is held at the point it was told to stop at. */
  readonly held: Promise<void>;
  readonly exited: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  /** Rejects when the worker ends by a failure of its own. */
  readonly failed: Promise<never>;
  /** SIGKILL, and wait until it is gone. */
  kill(): Promise<void>;
}

export interface WorkerChildOptions {
  readonly store: StoreFolder;
  readonly config: string;
  readonly holdAt?: string;
}

const command = fileURLToPath(new URL("./main.js", import.meta.url));

export function startWorkerChild({ store, config, holdAt }: WorkerChildOptions): WorkerChild {
  const hold = holdAt === undefined ? [] : ["--hold-at", holdAt];
  const args = [command, "worker", "--json", "--until-idle", "--store", store.path, "--config", config, ...hold];
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, HOLDFAST_LOG: process.env.HOLDFAST_LOG ?? "silent" },
  });
  const exited = once(child, "exit").then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
  }));
  let isHeld = () => {};
  const held = new Promise<void>((resolve) => (isHeld = resolve));
  let failure: string | undefined;
  createInterface({ input: child.stdout }).on("line", (line) => {
    const said = JSON.parse(line) as { readonly type?: string; readonly error?: { readonly message: string } };
    if (said.type === "worker.held") isHeld();
    failure ??= said.error?.message;
  });
  const failed = exited.then(({ code, signal }) => {
    if (code === 0 || signal === "SIGKILL") return new Promise<never>(() => {});
    throw new HoldfastError(
      "invalid_state",
      `Worker ${child.pid} ended with ${code ?? signal}${failure === undefined ? "" : `: ${failure}`}`,
    );
  });
  failed.catch(() => {});
  const kill = async () => {
    if (isAlive(child)) child.kill("SIGKILL");
    await exited;
  };
  return { pid: child.pid ?? 0, held, exited, failed, kill, [Symbol.asyncDispose]: kill };
}

function isAlive(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}
