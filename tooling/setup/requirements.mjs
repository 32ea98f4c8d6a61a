/**
 * What Holdfast needs from a machine. Every answer is a sentence to print, or undefined when all is well.
 * Imported by path and without dependencies: it must also work where the installation failed.
 */

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";

const oldestNode = [20, 19];

const installNode =
  "Install Node.js 20.19 or newer from https://nodejs.org, or with your version manager (nvm install 20).";

const installToolchain = {
  darwin: "xcode-select --install",
  linux: "sudo apt-get install python3 make g++   (Debian, Ubuntu; the same three elsewhere)",
  win32: 'install Python 3 and the "Desktop development with C++" workload of Visual Studio Build Tools',
};

export function nodeProblem(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor, oldestMinor] = oldestNode;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return undefined;
  return `Holdfast needs Node.js ${oldestNode.join(".")} or newer; this is ${version}.\n${installNode}`;
}

/** Only a warning: the compiler is needed when no ready-made build of SQLite can be downloaded for this machine. */
export function toolchainProblem({ has = isOnPath, platform = process.platform } = {}) {
  if (platform === "win32") return undefined;
  const missing = [
    ["python3", ["python3", "python"]],
    ["make", ["make", "gmake"]],
    ["a C++ compiler", ["c++", "g++", "clang++"]],
  ].flatMap(([name, commands]) => (commands.some(has) ? [] : [name]));
  if (missing.length === 0) return undefined;
  return (
    `This machine lacks ${missing.join(", ")}, to compile SQLite with (better-sqlite3).\n` +
    "If the installation fails at better-sqlite3, install them and run the same command again:\n" +
    `  ${installToolchain[platform] ?? installToolchain.linux}`
  );
}

/** pnpm runs a script even when the installation before it failed. */
function installationProblem(root) {
  if (existsSync(`${root}/node_modules/.bin/turbo`)) return undefined;
  return "Holdfast's dependencies are not installed. Run this and see what it says:\n  npx -y pnpm@12 install";
}

/** What keeps the repository at `root` from being built and run. */
export function problemOf(root) {
  return nodeProblem() ?? installationProblem(root) ?? sqliteProblem(`${root}/packages/db`);
}

/** Loads SQLite's native part the way packages/db does. */
export function sqliteProblem(packageFolder, load = loadSqlite) {
  try {
    load(packageFolder);
    return undefined;
  } catch (cause) {
    return (
      "SQLite's native part (better-sqlite3) does not load: it was not built, or built for another Node.js.\n" +
      "Build it again:\n  npx -y pnpm@12 rebuild better-sqlite3\n" +
      `If that fails, it needs Python 3, make and a C++ compiler:\n  ${installToolchain[process.platform] ?? installToolchain.linux}\n` +
      `(${String(cause?.message ?? cause).split("\n")[0]})`
    );
  }
}

function loadSqlite(packageFolder) {
  const Database = createRequire(`${packageFolder}/package.json`)("better-sqlite3");
  new Database(":memory:").close();
}

function isOnPath(command) {
  return spawnSync(command, ["--version"], { stdio: "ignore" }).error === undefined;
}
