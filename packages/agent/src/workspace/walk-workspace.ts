import type { Dirent } from "node:fs";
import { lstat } from "node:fs/promises";
import { HoldfastError } from "@holdfast/core";
import { isTemporaryName } from "./temporary-file.js";
import { WorkspaceFolder } from "./workspace-folder.js";
import type { WorkspacePath } from "./workspace-path.js";

/** One thing that a walk came by. `folder` is open until the walk goes on. */
export interface WalkedEntry {
  readonly folder: WorkspaceFolder;
  readonly name: string;
  /** Path relative to the workspace, with slashes. */
  readonly path: string;
  readonly kind: "file" | "folder" | "symlink" | "other";
}

/** Folders that a walk names but never enters: they hold what nobody wrote by hand, and much of it. */
const closed = new Set([".git", ".holdfast", "node_modules"]);

/**
 * Everything below a folder, folder by folder and sorted by name; a file alone when the start is one. Follows no
 * symlinks, and skips what a killed write left behind.
 *
 * @throws {HoldfastError} `not_found`, `invalid_input`, `path_outside_workspace` when the start cannot be opened.
 */
export async function* walkWorkspace(start: WorkspacePath, recursive: boolean): AsyncGenerator<WalkedEntry, void> {
  const name = start.names.at(-1);
  if (name !== undefined) {
    await using parent = await WorkspaceFolder.parentOf(start);
    if (await isFile(parent, name)) {
      yield { folder: parent, name, path: start.shown, kind: "file" };
      return;
    }
  }
  await using folder = await WorkspaceFolder.open(start.root, start.names);
  yield* walk(folder, start.names.map((part) => `${part}/`).join(""), recursive);
}

async function* walk(folder: WorkspaceFolder, prefix: string, recursive: boolean): AsyncGenerator<WalkedEntry, void> {
  for (const entry of await folder.entries()) {
    const { name } = entry;
    if (isTemporaryName(name) || closed.has(name)) continue;
    const path = prefix + name;
    yield { folder, name, path, kind: kindOf(entry) };
    if (!entry.isDirectory() || !recursive) continue;
    await using child = await childIfOpen(folder, name);
    if (child !== undefined) yield* walk(child, `${path}/`, recursive);
  }
}

/** Undefined for a folder that went away since it was listed, or that we may not read. */
async function childIfOpen(folder: WorkspaceFolder, name: string): Promise<WorkspaceFolder | undefined> {
  try {
    return await folder.child(name);
  } catch (error) {
    if (HoldfastError.is(error) || (error as NodeJS.ErrnoException).code === "EACCES") return undefined;
    throw error;
  }
}

async function isFile(folder: WorkspaceFolder, name: string): Promise<boolean> {
  const found = await lstat(folder.at(name)).catch(() => undefined);
  return found?.isFile() ?? false;
}

function kindOf(entry: Dirent): WalkedEntry["kind"] {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  return entry.isSymbolicLink() ? "symlink" : "other";
}
