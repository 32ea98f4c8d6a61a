import { HoldfastError, type ErrorCode } from "@holdfast/core";
import Sqlite from "better-sqlite3";

/**
 * A failure of SQLite as what it means to the caller, told by its result code. Any other error stays as it is: a
 * statement that is wrong, or memory that is short, is no failure of the storage and does not pass.
 */
export function storageError(error: unknown, path: string): unknown {
  if (!(error instanceof Sqlite.SqliteError)) return error;
  const meaning = meaningOf(error, path);
  if (!meaning) return error;
  const [code, message] = meaning;
  return new HoldfastError(code, message, { cause: error, details: { path, sqliteCode: error.code } });
}

/** Whether another connection holds the lock for now. */
export function isBusy(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(error.code);
}

type Meaning = [code: ErrorCode, message: string];

function meaningOf({ code, message }: InstanceType<typeof Sqlite.SqliteError>, path: string): Meaning | undefined {
  // No memory for I/O: an I/O error by its family only.
  if (code === "SQLITE_IOERR_NOMEM") return undefined;
  switch (primaryCode(code)) {
    case "SQLITE_FULL":
      return [
        "storage_full",
        `The disk that holds ${path} is full. Free some space; nothing that was committed is lost.`,
      ];
    case "SQLITE_READONLY":
      return [
        "storage_read_only",
        `${path} cannot be written to. Make the file and its folder writable for this user.`,
      ];
    case "SQLITE_CORRUPT":
      return [
        "storage_corrupt",
        `${path} is damaged (${message}). Restore it from a backup, or recover it with sqlite3's .recover.`,
      ];
    case "SQLITE_NOTADB":
      return ["storage_corrupt", `${path} is not a SQLite database. Choose another path, or move that file away.`];
    case "SQLITE_BUSY":
    case "SQLITE_LOCKED":
      return [
        "storage_busy",
        `${path} is locked by another process. Try again; if it stays so, look for a process that holds it.`,
      ];
    case "SQLITE_CONSTRAINT":
      if (code !== "SQLITE_CONSTRAINT_UNIQUE") return undefined;
      return ["already_exists", `${path} has such a row already (${message}).`];
    case "SQLITE_TOOBIG":
      return ["invalid_input", `A value is too big for ${path} (${message}). Keep large data in files, and name them.`];
    case "SQLITE_IOERR":
    case "SQLITE_CANTOPEN":
    case "SQLITE_PROTOCOL":
    case "SQLITE_PERM":
      return [
        "storage_failed",
        `${path} could not be read or written: ${message} (${code}). Check the disk and the file's permissions.`,
      ];
    default:
      return undefined;
  }
}

/** `SQLITE_IOERR` of `SQLITE_IOERR_FSYNC`. */
function primaryCode(code: string): string {
  return code.split("_", 2).join("_");
}
