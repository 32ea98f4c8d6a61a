import { isPassingStorageError } from "@holdfast/core";
import Sqlite from "better-sqlite3";
import { expect, it } from "vitest";
import { storageError } from "./storage-error.js";

const failure = (code: string) => new Sqlite.SqliteError("it failed", code);

it.each(["SQLITE_IOERR", "SQLITE_IOERR_FSYNC", "SQLITE_CANTOPEN_ISDIR", "SQLITE_PROTOCOL"])(
  "takes %s for a failure of the storage that can pass",
  (code) => {
    const error = storageError(failure(code), "/store.db");
    expect(error).toMatchObject({ code: "storage_failed", details: { path: "/store.db", sqliteCode: code } });
    expect(isPassingStorageError(error)).toBe(true);
  },
);

it.each(["SQLITE_ERROR", "SQLITE_MISUSE", "SQLITE_NOMEM", "SQLITE_IOERR_NOMEM", "SQLITE_CONSTRAINT_FOREIGNKEY"])(
  "leaves %s as it is",
  (code) => {
    const error = failure(code);
    expect(storageError(error, "/store.db")).toBe(error);
  },
);
