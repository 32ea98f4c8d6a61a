import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A small shop's price code with a bug that its test finds: it drops the last cent of every rounded price. */
const files = (slowTestMs: number) => ({
  "package.json": `${JSON.stringify({ name: "price", version: "1.0.0", private: true, type: "module", scripts: { test: "node --test" } }, null, 2)}\n`,
  "README.md": "# price\n\nNet and gross prices in whole cents. `node --test` tests it.\n",
  "src/price.js": `/** The gross price in cents, rounded half up. */
export function gross(netCents, vatPercent) {
  return Math.floor(netCents * (1 + vatPercent / 100));
}
`,
  "test/price.test.js": `import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { gross } from "../src/price.js";

test("adds VAT to a round price", () => assert.equal(gross(10_000, 19), 11_900));
test("rounds half a cent up", () => assert.equal(gross(250, 19), 298));
test("answers slowly under load", () => wait(${slowTestMs}));
`,
});

/** The bug and its mend, as the scripted agent writes it. */
export const mend = {
  path: "src/price.js",
  oldText: "Math.floor(netCents * (1 + vatPercent / 100))",
  newText: "Math.round((netCents * (100 + vatPercent)) / 100)",
} as const;

/** Makes the repository, with one commit, in an empty folder. */
export async function createSampleRepository(folder: string, slowTestMs: number): Promise<void> {
  for (const [path, content] of Object.entries(files(slowTestMs))) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  const git = (...args: string[]) =>
    run(
      "git",
      ["-c", "user.name=Holdfast demo", "-c", "user.email=demo@localhost", "-c", "commit.gpgsign=false", ...args],
      { cwd: folder },
    );
  await git("init", "--quiet", "--initial-branch=main");
  await git("add", ".");
  await git("commit", "--quiet", "-m", "Prices with VAT");
}

/** Whether the repository's own tests pass, by running them. */
export async function testsPass(folder: string): Promise<boolean> {
  try {
    await run(process.execPath, ["--test"], {
      cwd: folder,
      timeout: 60_000,
      env: { ...process.env, NODE_TEST_CONTEXT: undefined },
    });
    return true;
  } catch {
    return false;
  }
}
