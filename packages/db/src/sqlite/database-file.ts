import { HoldfastError, type ErrorCode } from "@holdfast/core";
import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes sure that a database file is there and can be written, before SQLite says so in its own words. What it creates
 * is for this user only: the folder 0700, the file 0600, which the files that SQLite puts beside it inherit.
 *
 * @throws `storage_read_only`, `storage_full` or `storage_failed`, with the path and the way out.
 */
export function prepareDatabaseFile(path: string): void {
  const folder = dirname(path);
  try {
    makeFolder(folder);
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
      throw refuse("storage_failed", path, `${path} is a folder; the database must be a file in it.`);
    }
    closeSync(openSync(path, "a", 0o600));
    // SQLite writes its log beside the file.
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw fileError(error, path);
  }
}

/** Node's own recursive mkdir calls a read-only disk ENOENT. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another process may have made it just now.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

function fileError(error: unknown, path: string): unknown {
  if (HoldfastError.is(error) || !(error instanceof Error)) return error;
  const { code = "" } = error as NodeJS.ErrnoException;
  switch (code) {
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return refuse(
        "storage_read_only",
        path,
        `${path} cannot be written to (${code}). Make the file and its folder writable for this user, or choose another path.`,
        error,
      );
    case "ENOSPC":
    case "EDQUOT":
      return refuse(
        "storage_full",
        path,
        `The disk that is to hold ${path} is full (${code}). Free some space, or choose another path.`,
        error,
      );
    default:
      return refuse("storage_failed", path, `${path} cannot be opened: ${error.message}. Choose another path.`, error);
  }
}

function refuse(code: ErrorCode, path: string, message: string, cause?: unknown): HoldfastError {
  return new HoldfastError(code, message, { cause, details: { path } });
}
