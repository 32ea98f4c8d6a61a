import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { problemOf } from "../setup/requirements.mjs";
import { sourceFingerprint } from "./fingerprint.mjs";
import { withLock } from "./lock.mjs";

const slowMs = 1_500;

/**
 * Bundles what the command needs when a source changed since the last time; otherwise only looks at file times.
 * Answers a sentence to print when that cannot be done. Writes to stderr only.
 */
export async function refreshBundles(root) {
  if (isFresh(root)) return undefined;
  const problem = problemOf(root);
  if (problem !== undefined) return problem;
  mkdirSync(cacheFolder(root), { recursive: true });
  return withLock(`${cacheFolder(root)}/build.lock`, async () => {
    if (isFresh(root)) return undefined;
    const fingerprint = sourceFingerprint(root);
    const failure = await bundle(root);
    if (failure === undefined) writeFileSync(stampFile(root), fingerprint);
    return failure;
  });
}

function isFresh(root) {
  const stamp = stampFile(root);
  if (!existsSync(`${root}/apps/cli/dist/main.js`) || !existsSync(stamp)) return false;
  return readFileSync(stamp, "utf8") === sourceFingerprint(root);
}

function stampFile(root) {
  return `${cacheFolder(root)}/bundled`;
}

function cacheFolder(root) {
  return `${root}/node_modules/.cache/holdfast`;
}

function bundle(root) {
  return new Promise((resolve) => {
    const turbo = spawn(
      `${root}/node_modules/.bin/turbo`,
      ["run", "bundle", "--filter=holdfast...", "--ui=stream", "--output-logs=errors-only"],
      { cwd: root, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1" } },
    );
    const output = [];
    turbo.stdout.on("data", (chunk) => output.push(chunk));
    turbo.stderr.on("data", (chunk) => output.push(chunk));
    const notice = setTimeout(() => console.error("Building Holdfast from source …"), slowMs);
    const finish = (problem) => {
      clearTimeout(notice);
      resolve(problem);
    };
    turbo.on("error", (error) => finish(`Holdfast could not be built: ${error.message}`));
    turbo.on("close", (code) => {
      if (code === 0) return finish(undefined);
      finish(`${Buffer.concat(output).toString()}\nHoldfast could not be built from source; the output is above.`);
    });
  });
}
