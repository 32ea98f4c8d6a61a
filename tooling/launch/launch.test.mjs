import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const tooling = dirname(dirname(fileURLToPath(import.meta.url)));

/** Stands for turbo: counts its runs, takes its time, and makes the command. */
const turbo = `#!/usr/bin/env node
const fs = require("node:fs");
fs.appendFileSync("turbo-runs", "x");
console.log("turbo says something");
if (fs.existsSync("broken")) { console.log("src/main.ts: does not compile"); process.exit(1); }
setTimeout(() => fs.cpSync("apps/cli/src/main.js", "apps/cli/dist/main.js"), 300);
`;

const command = `
process.on("SIGTERM", () => { console.log("stopping"); process.exitCode = 7; clearInterval(alive); });
const alive = setInterval(() => {}, 1000);
console.log(JSON.stringify({ args: process.argv.slice(2), folder: process.cwd() }));
if (process.argv[2] !== "wait") { clearInterval(alive); process.exitCode = Number(process.argv[2] ?? 0); }
`;

describe("the launcher", () => {
  let root;

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "holdfast-launch-")));
    for (const name of ["launch", "setup"]) {
      cpSync(join(tooling, name), join(root, "tooling", name), {
        recursive: true,
        filter: (source) => !/node_modules|[.]test|[.]reports/.test(source.slice(tooling.length)),
      });
    }
    write("node_modules/better-sqlite3/index.js", "module.exports = class { close() {} };");
    write("node_modules/.bin/turbo", turbo, 0o755);
    write("packages/db/package.json", "{}");
    write("apps/cli/src/main.js", command);
    write("apps/cli/package.json", '{ "type": "module" }');
    mkdirSync(join(root, "apps/cli/dist"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function write(file, text, mode = 0o644) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text, { mode });
  }

  function launch(args, { cwd = root, env = {} } = {}) {
    return spawnSync(process.execPath, [join(root, "tooling/launch/main.mjs"), ...args], {
      cwd,
      env: { ...process.env, INIT_CWD: "", ...env },
      encoding: "utf8",
    });
  }

  const runs = () => (existsSync(join(root, "turbo-runs")) ? readFileSync(join(root, "turbo-runs"), "utf8").length : 0);

  test("hands over arguments and exit code, and prints nothing of its own", () => {
    const { status, stdout, stderr } = launch(["5", "a b", "--json"]);
    expect(JSON.parse(stdout)).toEqual({ args: ["5", "a b", "--json"], folder: root });
    expect(stderr).toBe("");
    expect(status).toBe(5);
  });

  test("bundles once, and again only after a source changed", () => {
    launch([]);
    launch([]);
    expect(runs()).toBe(1);
    write("packages/db/src/store.ts", "export {};");
    launch([]);
    launch([]);
    expect(runs()).toBe(2);
    write("packages/db/src/store.test.ts", "export {};");
    launch([]);
    expect(runs()).toBe(2);
  });

  test("two started together bundle once", async () => {
    const both = [0, 1].map(() => spawn(process.execPath, [join(root, "tooling/launch/main.mjs")], { cwd: root }));
    await Promise.all(both.map((child) => new Promise((resolve) => child.once("close", resolve))));
    expect(runs()).toBe(1);
  });

  test("a lock left by a killed process stops nobody", () => {
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    write("node_modules/.cache/holdfast/build.lock", String(pid));
    expect(launch(["3"]).status).toBe(3);
  });

  test("shows the build's output when it fails, on stderr, and tries again next time", () => {
    write("broken", "");
    const { status, stdout, stderr } = launch([]);
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain("src/main.ts: does not compile");
    expect(stderr).toContain("could not be built");
    rmSync(join(root, "broken"));
    expect(launch(["4"]).status).toBe(4);
  });

  test("says what to do when SQLite's native part does not load", () => {
    write("node_modules/better-sqlite3/index.js", "throw new Error('Could not locate the bindings file');");
    const { status, stderr } = launch([]);
    expect(status).toBe(1);
    expect(stderr).toContain("rebuild better-sqlite3");
  });

  test("says what to do when the installation failed", () => {
    rmSync(join(root, "node_modules"), { recursive: true });
    const { status, stderr } = launch([]);
    expect(status).toBe(1);
    expect(stderr).toContain("npx -y pnpm@12 install");
  });

  test("runs in the folder where pnpm was called, not in the root", () => {
    const folder = realpathSync(tmpdir());
    expect(JSON.parse(launch([], { env: { INIT_CWD: folder } }).stdout).folder).toBe(folder);
  });

  test("keeps its folder when it was not started in the root", () => {
    const env = { INIT_CWD: root };
    expect(JSON.parse(launch([], { cwd: join(root, "packages"), env }).stdout).folder).toBe(join(root, "packages"));
  });

  test("a signal reaches the command", async () => {
    launch([]);
    const child = spawn(process.execPath, [join(root, "tooling/launch/main.mjs"), "wait"], { cwd: root });
    const output = [];
    child.stdout.on("data", (chunk) => output.push(String(chunk)));
    await new Promise((resolve) => child.stdout.once("data", resolve));
    child.kill("SIGTERM");
    expect(await new Promise((resolve) => child.once("close", resolve))).toBe(7);
    expect(output.join("")).toContain("stopping");
  });
});
