import { mkdir, symlink, writeFile } from "node:fs/promises";
import { isAbsolute, join, relative } from "node:path";
import { HoldfastError } from "@holdfast/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { temporaryWorkspace } from "../testing/temporary-workspace.js";
import { resolveWorkspacePath } from "./workspace-path.js";

const refused = expect.objectContaining({ code: "path_outside_workspace" });

test.each([
  "..",
  "../",
  "../outside/secret",
  "a/../../outside",
  "./../workspace-evil",
  "a/b/../../../outside",
  "/etc/passwd",
  "//etc/passwd",
  "/",
  "a\0b",
  "\0",
])("refuses %j", async (path) => {
  await using workspace = await temporaryWorkspace({ "a/b/c.txt": "c" });
  await expect(resolveWorkspacePath(workspace.path, path, "read")).rejects.toEqual(refused);
});

test("refuses an absolute path even to the workspace itself", async () => {
  await using workspace = await temporaryWorkspace({ "a.txt": "a" });
  await expect(resolveWorkspacePath(workspace.path, join(workspace.path, "a.txt"), "read")).rejects.toEqual(refused);
});

test("refuses symlinks that lead out: to a file, to a folder on the way, through another link, or to nothing", async () => {
  await using workspace = await temporaryWorkspace();
  await writeFile(join(workspace.outside, "secret"), "s");
  await symlink(join(workspace.outside, "secret"), join(workspace.path, "file"));
  await symlink("../outside", join(workspace.path, "folder"));
  await symlink("folder", join(workspace.path, "link-to-link"));
  await symlink("../outside/not-there", join(workspace.path, "dangling"));
  await symlink("not-there-either", join(workspace.path, "dangling-inside"));
  await symlink("..", join(workspace.path, "parent"));
  await symlink("round", join(workspace.path, "round"));
  const paths = [
    "file",
    "folder",
    "folder/secret",
    "folder/new/file",
    "link-to-link/secret",
    "dangling",
    "dangling/below",
    "dangling-inside",
    "parent",
    "parent/outside/secret",
    "round",
    "round/below",
  ];
  for (const path of paths) {
    for (const access of ["read", "write"] as const) {
      await expect(resolveWorkspacePath(workspace.path, path, access), `${access} ${path}`).rejects.toEqual(refused);
    }
  }
});

test("refuses a folder beside the workspace whose name starts the same", async () => {
  await using workspace = await temporaryWorkspace();
  await mkdir(`${workspace.path}-evil`);
  await symlink(`${workspace.path}-evil`, join(workspace.path, "link"));
  await expect(resolveWorkspacePath(workspace.path, "link", "read")).rejects.toEqual(refused);
});

test("follows a symlink that stays inside to its real place", async () => {
  await using workspace = await temporaryWorkspace({ "real/file.txt": "x" });
  await symlink("real", join(workspace.path, "link"));
  expect(await resolveWorkspacePath(workspace.path, "link/file.txt", "read")).toMatchObject({ shown: "real/file.txt" });
  expect(await resolveWorkspacePath(workspace.path, "link/new/file.txt", "write")).toMatchObject({
    shown: "real/new/file.txt",
  });
});

test("accepts a workspace that is itself reached through a symlink", async () => {
  await using workspace = await temporaryWorkspace({ "a.txt": "a" });
  const link = join(workspace.outside, "workspace-link");
  await symlink(workspace.path, link);
  expect(await resolveWorkspacePath(link, "a.txt", "read")).toEqual({
    root: workspace.path,
    names: ["a.txt"],
    shown: "a.txt",
  });
});

test.each([
  ".",
  "",
  "a",
  "a/b/c.txt",
  "./a//b/./c.txt",
  "a/../a/b",
  "..a",
  "a..",
  "...",
  " ",
  "new/deep/er",
  "a/b/c.txt/below",
])("accepts %j", async (path) => {
  await using workspace = await temporaryWorkspace({ "a/b/c.txt": "c" });
  await expect(resolveWorkspacePath(workspace.path, path, "write")).resolves.toMatchObject({ root: workspace.path });
});

test.each([".git", ".git/hooks/pre-commit", "nested/.git/config", ".GIT/config", ".holdfast/token", "a/../.git/HEAD"])(
  "refuses to write %s",
  async (path) => {
    await using workspace = await temporaryWorkspace({ ".git/config": "" });
    await expect(resolveWorkspacePath(workspace.path, path, "write")).rejects.toEqual(refused);
  },
);

test("refuses to write into .git by another name, lets it be read, and keeps .holdfast private", async () => {
  await using workspace = await temporaryWorkspace({ ".git/config": "", ".holdfast/token": "t", ".gitignore": "" });
  await symlink(".git", join(workspace.path, "innocent"));
  await symlink(".holdfast", join(workspace.path, "harmless"));
  await expect(resolveWorkspacePath(workspace.path, "innocent/config", "write")).rejects.toEqual(refused);
  await expect(resolveWorkspacePath(workspace.path, "harmless/token", "read")).rejects.toEqual(refused);
  await expect(resolveWorkspacePath(workspace.path, ".holdfast/token", "read")).rejects.toEqual(refused);
  await expect(resolveWorkspacePath(workspace.path, ".git/config", "read")).resolves.toBeDefined();
  await expect(resolveWorkspacePath(workspace.path, ".gitignore", "write")).resolves.toBeDefined();
});

test("whatever a path is made of, it is refused or stays inside", async () => {
  await using workspace = await temporaryWorkspace({ "a/b/c.txt": "c" });
  await symlink("../outside", join(workspace.path, "out"));
  await symlink("a", join(workspace.path, "in"));
  const name = fc.oneof(
    fc.constantFrom("..", ".", "a", "b", "out", "in", "", "/", "~", "\\", "c.txt"),
    fc.string({ maxLength: 4 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(name, { maxLength: 7 }), async (names) => {
      const path = names.join("/");
      const place = await resolveWorkspacePath(workspace.path, path, "read").catch((error: unknown) => {
        if (!HoldfastError.is(error, "path_outside_workspace")) throw error;
        return { root: workspace.path, names: [] };
      });
      const inside = relative(workspace.path, join(place.root, ...place.names));
      expect(isAbsolute(inside) || inside.split("/").includes("..")).toBe(false);
    }),
    { numRuns: 500 },
  );
});
