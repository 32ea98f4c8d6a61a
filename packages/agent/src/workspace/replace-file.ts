import { lstat, open, rename, unlink } from "node:fs/promises";
import { HoldfastError } from "@holdfast/core";
import { removeLeftovers, temporaryName } from "./temporary-file.js";
import { WorkspaceFolder } from "./workspace-folder.js";
import { outside, type WorkspacePath } from "./workspace-path.js";

/**
 * Puts a file in place, whole and durable or not at all: written beside it, synced, renamed, the folder synced. Missing
 * folders are made; an existing file's mode is kept.
 *
 * @param guard asked right before each change that others can see; throws when this worker may no longer act.
 * @throws {HoldfastError} `invalid_input` when something other than a regular file is in the way.
 */
export async function replaceFile(place: WorkspacePath, bytes: Uint8Array, guard: () => void): Promise<void> {
  const name = place.names.at(-1);
  if (name === undefined) throw new HoldfastError("invalid_input", "The workspace itself is not a file.");
  await using folder = await WorkspaceFolder.parentOf(place, { create: { guard } });
  await removeLeftovers(folder);

  const mode = await modeOfExisting(folder, name, place.shown);
  const temporary = folder.at(temporaryName());
  try {
    await using handle = await open(temporary, "wx", 0o666);
    await handle.writeFile(bytes);
    if (mode !== undefined) await handle.chmod(mode);
    await handle.sync();
    guard();
    await rename(temporary, folder.at(name));
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
  await folder.sync();
}

async function modeOfExisting(folder: WorkspaceFolder, name: string, shown: string): Promise<number | undefined> {
  const existing = await lstat(folder.at(name)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (existing === undefined) return undefined;
  if (existing.isSymbolicLink()) throw outside(shown, "a symlink took its place");
  if (!existing.isFile())
    throw new HoldfastError("invalid_input", `${shown} is not a regular file.`, { details: { path: shown } });
  return existing.mode & 0o7777;
}
