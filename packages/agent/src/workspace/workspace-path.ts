import { lstat, realpath } from "node:fs/promises";
import { isAbsolute, join, normalize, relative, sep } from "node:path";
import { HoldfastError } from "@holdfast/core";

/** A place inside a workspace, all symlinks on the way resolved. It may not exist yet. */
export interface WorkspacePath {
  /** The workspace's own real path. */
  readonly root: string;
  /** The names that lead from the root to the place; empty for the root itself. */
  readonly names: readonly string[];
  /** The names joined by slashes, for showing; `.` for the root. */
  readonly shown: string;
}

/** Folders no tool may write to: git's own files run as hooks, ours hold the store and the token. */
const unwritable = new Set([".git", ".holdfast"]);
const unreadable = new Set([".holdfast"]);

/**
 * Resolves a path that a model gave against the workspace.
 *
 * @throws {HoldfastError} `path_outside_workspace` for an absolute path, one that `..` or a symlink leads out of the
 * workspace, a dangling symlink, a NUL byte, and for what is inside but private: `.holdfast`, and `.git` for writing.
 */
export async function resolveWorkspacePath(
  workspace: string,
  path: string,
  access: "read" | "write",
): Promise<WorkspacePath> {
  if (path.includes("\0")) throw outside(path, "it contains a NUL byte");
  if (isAbsolute(path)) throw outside(path, "it is absolute; give it relative to the workspace");
  const wanted = namesOf(normalize(path));
  if (wanted[0] === "..") throw outside(path, "it leads out of the workspace");

  const root = await realpath(workspace);
  const names = await followSymlinks(root, wanted, path);
  const forbidden = access === "write" ? unwritable : unreadable;
  // Compared in lower case: on a case-insensitive file system .GIT is .git.
  const hit = names.find((name) => forbidden.has(name.toLowerCase()));
  if (hit !== undefined) throw outside(path, `${hit} is not open to tools`);
  return { root, names, shown: names.length === 0 ? "." : names.join("/") };
}

/** Resolves the part of the path that exists; what does not exist cannot be a symlink. */
async function followSymlinks(root: string, names: readonly string[], path: string): Promise<readonly string[]> {
  for (let existing = names.length; existing > 0; existing -= 1) {
    const candidate = join(root, ...names.slice(0, existing));
    const real = await realOrAbsent(candidate, path);
    if (real === undefined) continue;
    const inside = relative(root, real);
    if (inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
      throw outside(path, "a symlink leads out of the workspace");
    }
    return [...namesOf(inside), ...names.slice(existing)];
  }
  return names;
}

async function realOrAbsent(candidate: string, path: string): Promise<string | undefined> {
  try {
    return await realpath(candidate);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ELOOP") throw outside(path, "its symlinks go round in a circle");
    if (code === "ENOTDIR") return undefined;
    if (code !== "ENOENT") throw error;
  }
  const dangling = await lstat(candidate).then(
    (found) => found.isSymbolicLink(),
    () => false,
  );
  if (dangling) throw outside(path, "a symlink on the way points to nothing");
  return undefined;
}

function namesOf(path: string): string[] {
  return path.split(sep).filter((name) => name !== "" && name !== ".");
}

export function outside(path: string, why: string): HoldfastError {
  return new HoldfastError("path_outside_workspace", `${JSON.stringify(path)} is refused: ${why}.`, {
    details: { path },
  });
}
