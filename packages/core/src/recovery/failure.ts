import { HoldfastError } from "../errors/holdfast-error.js";
import { isPassingStorageError } from "../errors/storage-errors.js";
import type { ErrorCode } from "../errors/error-codes.js";
import type { Failure, FailureCategory } from "../models/failure.js";

/** Classifies what an agent's code threw, by its type and code; never by reading its message. */
export function failureOf(error: unknown): Failure {
  const code: ErrorCode = HoldfastError.is(error) ? error.code : "agent_failed";
  return {
    category: categoryOf(code),
    code,
    message: sanitize(messageOf(error)),
  };
}

/** Holdfast's own errors speak for themselves; others need their kind. */
function messageOf(error: unknown): string {
  if (HoldfastError.is(error)) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** Whether running the execution again, later, may succeed without anybody changing anything. */
export function isTransient(error: unknown): boolean {
  if (HoldfastError.is(error, "model_failed", "tool_failed")) return error.details.retryable === true;
  return isPassingStorageError(error);
}

function categoryOf(code: ErrorCode): FailureCategory {
  if (code.startsWith("storage_") || code === "checkpoint_corrupt" || code === "lease_lost") return "storage";
  if (code === "model_failed") return "model";
  if (code === "tool_failed" || code === "path_outside_workspace") return "tool";
  if (code === "agent_changed") return "changed";
  return "agent";
}

/** Keys and tokens as they are commonly written: `sk-…`, `Bearer …`, `key=…`, credentials in a URL. */
const secrets = [
  /\b(?:sk|pk|ghp|gho|xox[abp])[-_][\w-]{8,}/gi,
  /\bBearer\s+\S+/gi,
  /\b(?:api[-_]?key|token|secret|password)\s*[=:]\s*\S+/gi,
  /(?<=\/\/)[^/\s:@]+:[^/\s@]+(?=@)/g,
];

/** The first line, without what looks like a secret, at most 500 characters. */
export function sanitize(message: string): string {
  const line = message.split("\n", 1)[0] ?? "";
  const clean = secrets.reduce((text, pattern) => text.replace(pattern, "[redacted]"), line);
  return clean.length > 500 ? `${clean.slice(0, 499)}…` : clean;
}
