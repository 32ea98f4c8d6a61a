import { type ChildProcess, spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "tsup";

const worker = fileURLToPath(new URL("./command-worker.ts", import.meta.url));
const host = fileURLToPath(new URL("../commands/command-host-process.js", import.meta.url));

/** Bundles the worker program the way the package is bundled, so that a real process can run it. */
export async function bundleWorker(outDir: string): Promise<string> {
  await build({
    config: false,
    silent: true,
    entry: { worker, "command-host-process": host },
    outDir,
    format: "esm",
    target: "node20",
    platform: "node",
    noExternal: [/./],
    esbuildOptions: (options) => {
      options.conditions = ["@holdfast/source", "node", "import", "default"];
    },
  });
  await writeFile(join(outDir, "package.json"), '{"type":"module"}');
  return join(outDir, "worker.js");
}

/** Starts the bundled worker in a process group of its own. */
export function startWorker(program: string, silenceMs: number, workspace: string, script: string): ChildProcess {
  const args = [program, String(silenceMs), workspace, script];
  return spawn(process.execPath, args, { detached: true, stdio: ["ignore", "pipe", "inherit"] });
}
