import { symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryWorkspace } from "../testing/temporary-workspace.js";
import { toolContext } from "../testing/tool-context.js";
import { search } from "./search.js";

const files = {
  "a.ts": "const one = 1;\nconst two = one + 1;\r\n",
  "src/b.ts": "// One more (1 + 1)\n",
  "src/c.md": "one in words\n",
  "bin.dat": Uint8Array.of(0x6f, 0x6e, 0x65, 0),
  "node_modules/x/index.js": "one",
  ".git/one": "one",
};

async function find(args: object, options = {}): Promise<string[]> {
  await using workspace = await temporaryWorkspace(files);
  await writeFile(join(workspace.outside, "secret"), "one");
  await symlink("../outside/secret", join(workspace.path, "link"));
  const answer = await search(options).run({ pattern: "one", ...args }, toolContext(workspace.path));
  return (answer as string).split("\n");
}

test("finds lines in text files only, and never through a symlink", async () => {
  expect(await find({})).toEqual([
    "a.ts:1: const one = 1;",
    "a.ts:2: const two = one + 1;",
    "src/c.md:1: one in words",
  ]);
});

test.each([
  ["a regular expression", { pattern: "^const \\w+ = \\d" }, ["a.ts:1: const one = 1;"]],
  ["any case", { ignoreCase: true, files: "b.ts" }, ["src/b.ts:1: // One more (1 + 1)"]],
  ["plain text", { pattern: "(1 + 1)", literal: true }, ["src/b.ts:1: // One more (1 + 1)"]],
  ["one folder", { path: "src" }, ["src/c.md:1: one in words"]],
  ["one file", { path: "a.ts", pattern: "two" }, ["a.ts:2: const two = one + 1;"]],
  ["nothing", { pattern: "three" }, ["No matches."]],
])("searches by %s", async (_, args, expected) => {
  expect(await find(args)).toEqual(expected);
});

test("stops at its limits and says so", async () => {
  expect(await find({}, { maxMatches: 1, maxLineLength: 5 })).toEqual([
    "a.ts:1: const…",
    "[More than 1 matches: narrow the search.]",
  ]);
  expect(await find({ path: "a.ts" }, { maxFileBytes: 3 })).toEqual(["No matches."]);
});

test("refuses a pattern that is malformed", async () => {
  await expect(find({ pattern: "(" })).rejects.toThrow("pattern");
});

test("gives up on a pattern that would freeze the worker", async () => {
  await using workspace = await temporaryWorkspace({ "a.txt": `${"a".repeat(60)}!` });
  const started = performance.now();
  const run = async () => search().run({ pattern: "(a+)+$" }, toolContext(workspace.path));
  await expect(run()).rejects.toMatchObject({ code: "limit_reached" });
  expect(performance.now() - started).toBeLessThan(5000);
});
