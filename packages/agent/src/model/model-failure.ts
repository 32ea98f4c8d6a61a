import { HoldfastError } from "@holdfast/core";
import {
  AISDKError,
  APICallError,
  EmptyResponseBodyError,
  InvalidResponseDataError,
  InvalidStreamPartError,
  JSONParseError,
  NoContentGeneratedError,
  NoOutputGeneratedError,
  TypeValidationError,
} from "ai";
import { retryAfterMs } from "./retry-after.js";

/** The server answered, with something that is not a reply; another try may get one. */
const brokenReplies = [
  EmptyResponseBodyError,
  InvalidResponseDataError,
  InvalidStreamPartError,
  JSONParseError,
  NoContentGeneratedError,
  NoOutputGeneratedError,
  TypeValidationError,
];

/**
 * What went wrong with a model call, as `model_failed` with `details.retryable`: whether the same call may succeed
 * later without anybody changing anything. Judged by the error's class and codes, never by its message.
 *
 * @param now milliseconds since the epoch, for a Retry-After that is a date
 */
export function modelFailure(error: unknown, now: number): HoldfastError {
  if (HoldfastError.is(error)) return error;
  if (APICallError.isInstance(error)) return apiFailure(error, now);
  if (AISDKError.isInstance(error))
    return failure(
      error,
      brokenReplies.some((type) => type.isInstance(error)),
    );
  if (!(error instanceof Error)) return streamedFailure(error);
  return failure(error, error.name === "TimeoutError" || isTransportError(error));
}

function apiFailure(error: APICallError, now: number): HoldfastError {
  // Quota that is used up is a 429 too, and no waiting brings it back.
  const retryable = error.isRetryable && codeIn(error.data) !== "insufficient_quota";
  const wait = retryAfterMs(error.responseHeaders, now);
  return failure(error, retryable, {
    ...(error.statusCode !== undefined && { status: error.statusCode }),
    ...(wait !== undefined && { retryAfterMs: wait }),
  });
}

/** An error that the server put into a stream which had begun well: it was overloaded, or broke. */
function streamedFailure(error: unknown): HoldfastError {
  const message = typeof error === "object" && error !== null && "message" in error ? error.message : error;
  return failure(new Error(typeof message === "string" ? message : JSON.stringify(message)), true);
}

function failure(cause: Error, retryable: boolean, details: Record<string, number> = {}): HoldfastError {
  return new HoldfastError("model_failed", `The model call failed: ${cause.message}`, {
    cause,
    details: { retryable, ...details },
  });
}

/** A connection that could not be made, or broke in the middle: told by the system's or undici's code. */
function isTransportError(error: Error): boolean {
  for (let current: unknown = error; current instanceof Error; current = current.cause) {
    const { code } = current as NodeJS.ErrnoException;
    if (typeof code === "string" && /^(?:UND_ERR_|E(?:CONN|PIPE|TIMEDOUT|HOST|NET|NOTFOUND|AI_AGAIN))/.test(code))
      return true;
  }
  return false;
}

function codeIn(data: unknown): unknown {
  const error = (data as { readonly error?: { readonly code?: unknown } } | undefined)?.error;
  return error?.code;
}
