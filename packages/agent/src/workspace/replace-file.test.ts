import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, lstat, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { HoldfastError } from "@holdfast/core";
import { expect, test } from "vitest";
import { temporaryWorkspace } from "../testing/temporary-workspace.js";
import { replaceFile } from "./replace-file.js";
import { resolveWorkspacePath } from "./workspace-path.js";

const free = () => undefined;

async function replace(workspace: string, path: string, content: string, guard: () => void = free): Promise<void> {
  await replaceFile(await resolveWorkspacePath(workspace, path, "write"), Buffer.from(content), guard);
}

test("creates a file and its folders, and replaces it keeping its mode", async () => {
  await using workspace = await temporaryWorkspace();
  await replace(workspace.path, "bin/deep/run.sh", "one");
  const path = join(workspace.path, "bin/deep/run.sh");
  await chmod(path, 0o755);
  await replace(workspace.path, "bin/deep/run.sh", "two");
  expect(await readFile(path, "utf8")).toBe("two");
  expect((await stat(path)).mode & 0o7777).toBe(0o755);
  expect(await readdir(join(workspace.path, "bin/deep"))).toEqual(["run.sh"]);
});

test("asks the guard before the file changes, and leaves no trace when it refuses", async () => {
  await using workspace = await temporaryWorkspace({ "a.txt": "before" });
  const lost = () => {
    throw new HoldfastError("lease_lost", "Another worker has the lease.");
  };
  await expect(replace(workspace.path, "a.txt", "after", lost)).rejects.toMatchObject({ code: "lease_lost" });
  await expect(replace(workspace.path, "new/b.txt", "after", lost)).rejects.toMatchObject({ code: "lease_lost" });
  expect(await readdir(workspace.path)).toEqual(["a.txt"]);
  expect(await readFile(join(workspace.path, "a.txt"), "utf8")).toBe("before");
});

test("replaces the target of a symlink inside, not the link", async () => {
  await using workspace = await temporaryWorkspace({ "AGENTS.md": "old" });
  await symlink("AGENTS.md", join(workspace.path, "CLAUDE.md"));
  await replace(workspace.path, "CLAUDE.md", "new");
  expect((await lstat(join(workspace.path, "CLAUDE.md"))).isSymbolicLink()).toBe(true);
  expect(await readFile(join(workspace.path, "AGENTS.md"), "utf8")).toBe("new");
});

test("refuses a symlink that took the file's place after the path was resolved", async () => {
  await using workspace = await temporaryWorkspace();
  const place = await resolveWorkspacePath(workspace.path, "a.txt", "write");
  await writeFile(join(workspace.outside, "target"), "untouched");
  await symlink(join(workspace.outside, "target"), join(workspace.path, "a.txt"));
  await expect(replaceFile(place, Buffer.from("x"), free)).rejects.toMatchObject({ code: "path_outside_workspace" });
  expect(await readFile(join(workspace.outside, "target"), "utf8")).toBe("untouched");
});

test.each(["folder", "folder/file/below", "."])("refuses to write %s", async (path) => {
  await using workspace = await temporaryWorkspace({ "folder/file": "x" });
  await expect(replace(workspace.path, path, "x")).rejects.toMatchObject({ code: "invalid_input" });
});

test("removes what a killed write left, and nothing that is still being written", async () => {
  await using workspace = await temporaryWorkspace();
  const writer = spawn(process.execPath, ["-e", "process.stdin.resume()"], { stdio: ["pipe", "ignore", "ignore"] });
  const alive = `.holdfast-tmp-${writer.pid}-00000000-x`;
  await writeFile(join(workspace.path, alive), "");
  // The same process id in an earlier container.
  await writeFile(join(workspace.path, `.holdfast-tmp-${process.pid}-00000000-x`), "");
  await replace(workspace.path, "a.txt", "x");
  expect(await readdir(workspace.path)).toEqual([alive, "a.txt"]);

  writer.kill("SIGKILL");
  await once(writer, "exit");
  await replace(workspace.path, "b.txt", "x");
  expect(await readdir(workspace.path)).toEqual(["a.txt", "b.txt"]);
});

test.runIf(process.platform === "linux")(
  "never writes outside while a folder is swapped for a symlink again and again",
  { timeout: 60_000 },
  async () => {
    await using workspace = await temporaryWorkspace({ "folder/keep": "" });
    const swapper = await startSwapping(join(workspace.path, "folder"), workspace.outside);
    try {
      // Until the race has been won and lost often enough to mean something.
      for (let round = 0, written = 0, refused = 0; written < 50 || refused < 50; round += 1) {
        const done = replace(workspace.path, `folder/${round % 50}`, "x");
        await done.then(
          () => (written += 1),
          () => (refused += 1),
        );
      }
    } finally {
      swapper.kill("SIGKILL");
      await once(swapper, "exit");
    }
    expect(await readdir(workspace.outside)).toEqual([]);
  },
);

async function startSwapping(folder: string, target: string): Promise<ChildProcess> {
  const program = `
    const fs = require("node:fs");
    const [folder, target] = process.argv.slice(1);
    const attempt = (change) => { try { change(); } catch {} };
    console.log("swapping");
    for (let round = 0; ; round += 1) {
      attempt(() => fs.renameSync(folder, folder + round));
      attempt(() => fs.symlinkSync(target, folder));
      attempt(() => fs.unlinkSync(folder));
      attempt(() => fs.renameSync(folder + round, folder));
    }`;
  const args = ["-e", program, folder, target];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  return child;
}
