import { describe, expect, test } from "vitest";
import { nodeProblem, sqliteProblem, toolchainProblem } from "./requirements.mjs";

describe("Node.js", () => {
  test.each(["20.19.0", "20.20.2", "22.0.0", "24.1.0"])("%s will do", (version) => {
    expect(nodeProblem(version)).toBeUndefined();
  });

  test.each(["18.20.4", "20.18.3"])("%s is too old, and the message says what to install", (version) => {
    expect(nodeProblem(version)).toContain(`needs Node.js 20.19 or newer; this is ${version}`);
    expect(nodeProblem(version)).toContain("Install Node.js");
  });
});

describe("the C++ toolchain", () => {
  test("nothing is said when all of it is there", () => {
    expect(toolchainProblem({ has: () => true, platform: "linux" })).toBeUndefined();
  });

  test("what is missing is named, with the command that installs it", () => {
    const problem = toolchainProblem({ has: (command) => command === "make", platform: "linux" });
    expect(problem).toContain("lacks python3, a C++ compiler");
    expect(problem).toContain("apt-get install python3 make g++");
  });

  test("a Mac is told its own command", () => {
    expect(toolchainProblem({ has: () => false, platform: "darwin" })).toContain("xcode-select --install");
  });
});

describe("SQLite's native part", () => {
  test("a build for another Node.js is answered with the command that builds it again", () => {
    const problem = sqliteProblem("/anywhere", () => {
      throw new Error("was compiled against a different Node.js version using\nNODE_MODULE_VERSION 93");
    });
    expect(problem).toContain("npx -y pnpm@12 rebuild better-sqlite3");
    expect(problem).toContain("compiled against a different Node.js version");
  });

  test("nothing is said when it loads", () => {
    expect(sqliteProblem("/anywhere", () => {})).toBeUndefined();
  });
});
