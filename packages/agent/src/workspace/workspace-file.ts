import { createHash } from "node:crypto";
import { constants, type FileHandle, open } from "node:fs/promises";
import { HoldfastError } from "@holdfast/core";
import { WorkspaceFolder } from "./workspace-folder.js";
import { outside, type WorkspacePath } from "./workspace-path.js";

/** A file as it was read, whole. */
export interface FileContent {
  readonly bytes: Buffer;
  /** Permission bits. */
  readonly mode: number;
}

/**
 * @param maxBytes refuses a larger file without reading it.
 * @throws {HoldfastError} `not_found`, `invalid_input` for what is not a regular file, `limit_reached`,
 * `path_outside_workspace`.
 */
export async function readWorkspaceFile(place: WorkspacePath, maxBytes: number): Promise<FileContent> {
  await using folder = await WorkspaceFolder.parentOf(place);
  return await readFileIn(folder, place.names.at(-1) ?? ".", place.shown, maxBytes);
}

/** Reads a file of an open folder; see readWorkspaceFile. */
export async function readFileIn(
  folder: WorkspaceFolder,
  name: string,
  shown: string,
  maxBytes: number,
): Promise<FileContent> {
  await using handle = await openRegular(folder, name, shown);
  const { size, mode } = await handle.stat();
  if (size > maxBytes) {
    throw new HoldfastError("limit_reached", `${shown} has ${size} bytes; at most ${maxBytes} are read.`, {
      details: { path: shown, bytes: size, maxBytes },
    });
  }
  return { bytes: await handle.readFile(), mode: mode & 0o7777 };
}

/** The SHA-256 of the file's bytes, hexadecimal; null when there is no such file. */
export async function hashWorkspaceFile(place: WorkspacePath): Promise<string | null> {
  try {
    await using folder = await WorkspaceFolder.parentOf(place);
    await using handle = await openRegular(folder, place.names.at(-1) ?? ".", place.shown);
    const hash = createHash("sha256");
    for await (const chunk of handle.createReadStream({ autoClose: false })) hash.update(chunk as Buffer);
    return hash.digest("hex");
  } catch (error) {
    if (HoldfastError.is(error, "not_found")) return null;
    throw error;
  }
}

export function hashOf(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

async function openRegular(folder: WorkspaceFolder, name: string, shown: string): Promise<FileHandle> {
  // Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle = await open(folder.at(name), flags).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT")
      throw new HoldfastError("not_found", `There is no file ${shown}.`, { details: { path: shown } });
    if (error.code === "ELOOP") throw outside(shown, "a symlink took its place");
    throw error;
  });
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  throw new HoldfastError("invalid_input", `${shown} is not a regular file.`, { details: { path: shown } });
}
