import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type {
  Checkpoint,
  CheckpointRef,
  ErrorCode,
  EventBody,
  Execution,
  HoldfastEvent,
  Project,
} from "@holdfast/core";
import { onTestFinished } from "vitest";

/** The bundled command. */
export const main = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as JSON. */
  json(): Answer;
}

/** What commands answer under --json: each some of these. */
interface Answer {
  readonly error: { readonly code: ErrorCode; readonly message: string; readonly details: Record<string, unknown> };
  readonly project: Project;
  readonly projects: readonly Project[];
  readonly execution: Execution;
  readonly executions: readonly Execution[];
  readonly events: readonly HoldfastEvent[];
  readonly checkpoint: Checkpoint;
  readonly checkpoints: readonly CheckpointRef[];
  readonly ok: boolean;
  readonly checks: readonly { readonly name: string; readonly status: string; readonly message: string }[];
}

/** A line of a command that goes on. */
export interface Said {
  readonly type?: string;
  readonly executionId?: string;
  readonly body?: EventBody;
}

export interface Place {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** A temporary folder that is gone when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts the bundled command; it is killed at the end of the test if it still runs. */
export function start(place: Place, ...args: readonly string[]) {
  const env = { ...process.env, HOLDFAST_STORE: undefined, HOLDFAST_MODEL: undefined, ...place.env };
  const child = spawn(process.execPath, [main, ...args], { cwd: place.cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const finished = new Promise<Finished>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) =>
      resolve({
        code,
        stdout,
        stderr,
        json: () => JSON.parse(stdout) as Answer,
      }),
    );
  });
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await finished;
  });
  const lines = createInterface({ input: child.stdout });
  return {
    child,
    finished,
    /** Resolves with the first NDJSON line of the type, past or to come. */
    event: (type: string) =>
      new Promise<Said>((resolve, reject) => {
        const look = (line: string) => {
          const event = JSON.parse(line) as Said;
          if (event.type === type || event.body?.type === type) resolve(event);
        };
        stdout.split("\n").slice(0, -1).forEach(look);
        lines.on("line", look);
        void finished.then(({ code }) => reject(new Error(`ended with ${code} before ${type}:\n${stdout}\n${stderr}`)));
      }),
  };
}

/** Runs the bundled command to its end. */
export function holdfast(place: Place, ...args: readonly string[]): Promise<Finished> {
  return start(place, ...args).finished;
}

/** The first of what must be there. */
export function first<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined) throw new Error("expected at least one");
  return row;
}
