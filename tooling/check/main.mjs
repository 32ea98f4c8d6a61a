// The whole check: format, lint, boundaries, dead code, workspace hygiene, types, declarations, then every test.
// `pnpm check lint typecheck` runs only the named parts.
import { spawnSync } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { problemOf } from "../setup/requirements.mjs";
import { removeReports } from "./test-totals.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const rootParts = ["format", "lint", "boundaries", "dead-code", "workspace"];
const packageParts = ["typecheck", "declarations", "test"];

function check(names) {
  const unknown = names.filter((name) => ![...rootParts, ...packageParts].includes(name));
  if (unknown.length > 0) {
    console.error(
      `No such part of the check: ${unknown.join(", ")}. There are: ${[...rootParts, ...packageParts].join(", ")}`,
    );
    return 1;
  }
  const problem = problemOf(root);
  if (problem !== undefined) {
    console.error(problem);
    return 1;
  }
  removeReports(root);
  const parts = names.length > 0 ? names : [...rootParts, ...packageParts];
  const tasks = parts.map((part) => (rootParts.includes(part) ? `check:${part}` : part));
  // Everything runs even when something failed, so that one run tells all that is wrong.
  const { status, signal } = spawnSync(
    `${root}/node_modules/.bin/turbo`,
    ["run", ...tasks, "--continue=always", "--output-logs=new-only", "--log-order=grouped"],
    { cwd: root, stdio: "inherit", env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1" } },
  );
  if (status !== 0)
    console.error(`\nThe check failed${signal ? ` (${signal})` : ""}. The failed tasks are named above.`);
  return status ?? 1;
}

process.exitCode = check(process.argv.slice(2));
