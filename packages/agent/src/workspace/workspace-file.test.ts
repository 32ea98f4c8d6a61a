import { execFileSync } from "node:child_process";
import { symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryWorkspace } from "../testing/temporary-workspace.js";
import { hashOf, hashWorkspaceFile, readWorkspaceFile } from "./workspace-file.js";
import { resolveWorkspacePath } from "./workspace-path.js";

test("reads bytes exactly and hashes the same ones", async () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);
  await using workspace = await temporaryWorkspace({ "a/b.bin": bytes });
  const place = await resolveWorkspacePath(workspace.path, "a/b.bin", "read");
  expect(Buffer.compare((await readWorkspaceFile(place, 100_000)).bytes, bytes)).toBe(0);
  expect(await hashWorkspaceFile(place)).toBe(hashOf(bytes));
});

test("hashes a file that is not there, or whose folder is not, as null", async () => {
  await using workspace = await temporaryWorkspace();
  for (const path of ["none", "no/such/folder"]) {
    expect(await hashWorkspaceFile(await resolveWorkspacePath(workspace.path, path, "read"))).toBeNull();
  }
});

test("refuses a symlink that took the place of the file or of a folder after the path was resolved", async () => {
  await using workspace = await temporaryWorkspace();
  await writeFile(join(workspace.outside, "secret"), "s");
  const file = await resolveWorkspacePath(workspace.path, "file", "read");
  const below = await resolveWorkspacePath(workspace.path, "folder/secret", "read");
  await symlink(join(workspace.outside, "secret"), join(workspace.path, "file"));
  await symlink(workspace.outside, join(workspace.path, "folder"));
  await expect(readWorkspaceFile(file, 100)).rejects.toMatchObject({ code: "path_outside_workspace" });
  await expect(readWorkspaceFile(below, 100)).rejects.toMatchObject({ code: "path_outside_workspace" });
});

test("refuses a folder, a pipe and a file that is too large, without waiting", async () => {
  await using workspace = await temporaryWorkspace({ "folder/x": "", large: "12345" });
  execFileSync("mkfifo", [join(workspace.path, "pipe")]);
  const read = async (path: string) => readWorkspaceFile(await resolveWorkspacePath(workspace.path, path, "read"), 4);
  await expect(read("folder")).rejects.toMatchObject({ code: "invalid_input" });
  await expect(read("pipe")).rejects.toMatchObject({ code: "invalid_input" });
  await expect(read("large")).rejects.toMatchObject({ code: "limit_reached" });
  await expect(read("large/below")).rejects.toMatchObject({ code: "invalid_input" });
});
