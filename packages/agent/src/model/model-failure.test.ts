import {
  APICallError,
  EmptyResponseBodyError,
  InvalidResponseDataError,
  LoadAPIKeyError,
  NoOutputGeneratedError,
} from "ai";
import { expect, test } from "vitest";
import { modelFailure } from "./model-failure.js";

function api(statusCode: number | undefined, extra: object = {}): APICallError {
  const response = statusCode === undefined ? {} : { statusCode };
  return new APICallError({ message: "no", url: "http://x", requestBodyValues: {}, ...response, ...extra });
}

function withCode(code: string): Error {
  return new TypeError("terminated", { cause: Object.assign(new Error("closed"), { code }) });
}

test.each([
  ["an overloaded server", api(503), true],
  ["a rate limit", api(429), true],
  ["a time-out of the server", api(408), true],
  ["a server that cannot be reached", api(undefined, { isRetryable: true }), true],
  ["quota that is used up", api(429, { data: { error: { code: "insufficient_quota" } } }), false],
  ["a bad request", api(400), false],
  ["a wrong key", api(401), false],
  ["an empty body", new EmptyResponseBodyError(), true],
  ["a reply that makes no sense", new InvalidResponseDataError({ data: {}, message: "?" }), true],
  ["a stream without anything in it", new NoOutputGeneratedError(), true],
  ["a key that is not set", new LoadAPIKeyError({ message: "no key" }), false],
  ["a connection that broke in the middle", withCode("UND_ERR_SOCKET"), true],
  ["a reset", withCode("ECONNRESET"), true],
  ["a name that cannot be resolved now", withCode("EAI_AGAIN"), true],
  ["the settings' own time-out", new DOMException("too long", "TimeoutError"), true],
  ["an error sent in the stream", { message: "overloaded", type: "server_error" }, true],
  ["a bug", new TypeError("x is not a function"), false],
])("takes %s for retryable or not", (_, error, retryable) => {
  const failure = modelFailure(error, 0);
  expect(failure).toMatchObject({ code: "model_failed", details: { retryable } });
  expect(failure.message).toMatch(/^The model call failed: ./);
});

test("keeps the status, and the cause for the log", () => {
  const error = api(503);
  expect(modelFailure(error, 0)).toMatchObject({ cause: error, details: { status: 503 } });
});
