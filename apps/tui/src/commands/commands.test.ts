import { describe, expect, it } from "vitest";
import { parseCommand } from "./command.js";
import { completeCommand } from "./complete-command.js";

describe("parseCommand", () => {
  it("reads names, shortened as long as it is clear, and arguments", () => {
    expect(parseCommand("q")).toEqual({ command: { name: "quit" } });
    expect(parseCommand("project shop api")).toEqual({ command: { name: "project", argument: "shop api" } });
    expect(parseCommand("  filter   react  fixer ")).toEqual({ command: { name: "filter", argument: "react fixer" } });
    expect(parseCommand("filter")).toEqual({ command: { name: "filter", argument: "" } });
    expect(parseCommand("th mono")).toEqual({ command: { name: "theme", theme: "mono" } });
  });

  it("says what is wrong, and what would be right", () => {
    expect(parseCommand("p")).toEqual({ problem: ":p could be :project or :projects." });
    expect(parseCommand("nope")).toEqual({ problem: "There is no command :nope. ? shows those there are." });
    expect(parseCommand("project")).toEqual({ problem: ":project wants to know which one." });
    expect(parseCommand("theme pink")).toEqual({ problem: "There is no theme pink: default, high-contrast, mono." });
  });
});

describe("completeCommand", () => {
  const candidates = { projects: ["shop-api", "shop-web", "docs"], orders: ["urgency", "newest"] };

  it.each([
    ["th", "theme "],
    ["pro", "project"],
    ["", ""],
    ["project s", "project shop-"],
    ["project shop-a", "project shop-api"],
    ["project D", "project docs"],
    ["project x", "project x"],
    ["sort n", "sort newest"],
    ["theme h", "theme high-contrast"],
    ["filter x", "filter x"],
    ["nope", "nope"],
  ])("makes %j %j", (typed, completed) => {
    expect(completeCommand(typed, candidates)).toBe(completed);
  });
});
