import { APICallError } from "ai";
import { expect, test } from "vitest";
import { type RetryPorts, withRetries } from "./retry.js";

const signal = new AbortController().signal;

function failing(headers: Record<string, string> = {}, statusCode = 503): APICallError {
  return new APICallError({
    message: "no",
    url: "http://x",
    requestBodyValues: {},
    statusCode,
    responseHeaders: headers,
  });
}

/** Retries that record their waits instead of taking them. */
function recorded(random = 0.5): RetryPorts & { readonly waits: number[] } {
  const waits: number[] = [];
  const sleep = (ms: number) => {
    waits.push(ms);
    return Promise.resolve();
  };
  return { waits, sleep, random: () => random, now: () => Date.UTC(2026, 0, 1) };
}

/** A call that throws the errors one after the other, then answers. */
function call(...errors: Error[]): () => Promise<string> {
  return () => {
    const error = errors.shift();
    return error === undefined ? Promise.resolve("reply") : Promise.reject(error);
  };
}

test("waits 1, 2 and 4 seconds, and then gives up", async () => {
  const ports = recorded();
  expect(await withRetries(call(failing(), failing(), failing()), signal, ports)).toBe("reply");
  expect(ports.waits).toEqual([1000, 2000, 4000]);
  const four = call(failing(), failing(), failing(), failing());
  await expect(withRetries(four, signal, recorded())).rejects.toMatchObject({
    code: "model_failed",
    details: { retryable: true, status: 503 },
  });
});

test("spreads the waits by a quarter either way", async () => {
  const [least, most] = [recorded(0), recorded(1)];
  await withRetries(call(failing()), signal, least);
  await withRetries(call(failing()), signal, most);
  expect([...least.waits, ...most.waits]).toEqual([750, 1250]);
});

test.each([
  ["seconds", { "retry-after": "7" }, 7000],
  ["a date", { "retry-after": "Thu, 01 Jan 2026 00:00:09 GMT" }, 9000],
  ["milliseconds", { "retry-after-ms": "2500", "retry-after": "1" }, 2500],
  ["less than the wait anyway", { "retry-after": "0" }, 1000],
  ["nonsense", { "retry-after": "soon" }, 1000],
])("honours a Retry-After of %s", async (_, headers, wait) => {
  const ports = recorded();
  await withRetries(call(failing(headers, 429)), signal, ports);
  expect(ports.waits).toEqual([wait]);
});

test("leaves a server that asks for more than a minute to the engine", async () => {
  const ports = recorded();
  const asked = withRetries(call(failing({ "retry-after": "3600" }, 429)), signal, ports);
  await expect(asked).rejects.toMatchObject({ details: { retryable: true, retryAfterMs: 3_600_000 } });
  expect(ports.waits).toEqual([]);
});

test("does not retry what will fail again", async () => {
  const ports = recorded();
  await expect(withRetries(call(failing({}, 400)), signal, ports)).rejects.toMatchObject({
    details: { retryable: false },
  });
  expect(ports.waits).toEqual([]);
});

test("stops with the signal's reason, in a call and in a wait", async () => {
  const abort = new AbortController();
  const ports: RetryPorts = {
    ...recorded(),
    sleep: () => {
      abort.abort(new Error("the run stops"));
      return Promise.reject(new Error("aborted"));
    },
  };
  await expect(withRetries(call(failing()), abort.signal, ports)).rejects.toThrow("the run stops");
  await expect(withRetries(call(failing()), abort.signal, recorded())).rejects.toThrow("the run stops");
});
