import type { ErrorCode } from "./error-codes.js";
import { HoldfastError } from "./holdfast-error.js";

const passing = [
  "storage_full",
  "storage_busy",
  "storage_failed",
  "storage_read_only",
] as const satisfies readonly ErrorCode[];

/** A storage failure that can pass without losing anything: a full disk, a lock, an I/O error; never corruption. */
export function isPassingStorageError(error: unknown): error is HoldfastError {
  return HoldfastError.is(error, ...passing);
}
