import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryWorkspace } from "../testing/temporary-workspace.js";
import { toolContext } from "../testing/tool-context.js";
import { listFiles } from "./list-files.js";

const files = {
  "README.md": "",
  ".github/ci.yml": "",
  ".git/HEAD": "",
  ".holdfast/token": "",
  "src/a.ts": "",
  "src/deep/b.ts": "",
  "src/deep/c.md": "",
  "src/node_modules/x.js": "",
  "src/.holdfast-tmp-1-00000000-x": "",
};

async function list(args: object, options = {}): Promise<string[]> {
  await using workspace = await temporaryWorkspace(files);
  await symlink("../outside", join(workspace.path, "link"));
  await mkdir(join(workspace.path, "vacant"));
  const answer = await listFiles(options).run({ ...args }, toolContext(workspace.path));
  return (answer as string).split("\n");
}

test("lists everything below, in order, without git's, ours and what was installed", async () => {
  expect(await list({})).toEqual([
    ".github/ci.yml",
    "README.md",
    "link (symlink)",
    "src/a.ts",
    "src/deep/b.ts",
    "src/deep/c.md",
  ]);
});

test("lists one folder", async () => {
  expect(await list({ path: "src", recursive: false })).toEqual(["src/a.ts", "src/deep/"]);
});

test.each([
  ["*.ts", ".", ["src/a.ts", "src/deep/b.ts"]],
  ["src/*.ts", ".", ["src/a.ts"]],
  ["deep/**", "src", ["src/deep/b.ts", "src/deep/c.md"]],
  ["{a,b}.ts", ".", ["src/a.ts", "src/deep/b.ts"]],
  ["*.rs", ".", ["No files in . match *.rs."]],
])("filters by %s in %s", async (pattern, path, expected) => {
  expect(await list({ pattern, path })).toEqual(expected);
});

test("stops at its limit and says so", async () => {
  expect(await list({}, { maxFiles: 2 })).toEqual([
    ".github/ci.yml",
    "README.md",
    "[More than 2 files: narrow the path or the pattern.]",
  ]);
});

test.each([
  ["none", "There is no folder none"],
  ["..", "leads out"],
  ["link", "symlink leads out"],
  [".holdfast", "not open to tools"],
])("refuses %s", async (path, message) => {
  await expect(list({ path })).rejects.toThrow(message);
});
