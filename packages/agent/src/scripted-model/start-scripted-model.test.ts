import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ScriptedReply } from "./scripted-reply.js";
import { type ScriptedModelOptions, startScriptedModel } from "./start-scripted-model.js";

const user = { role: "user", content: "hello" };

function start(reply: ScriptedReply, options: Partial<ScriptedModelOptions> = {}) {
  return startScriptedModel({ script: () => reply, ...options });
}

function chat(
  baseUrl: string,
  body: object,
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<Response> {
  return fetch(`${baseUrl}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ model: "scripted", messages: [user], ...body }),
    ...(signal !== undefined && { signal }),
  });
}

interface Chunk {
  choices: { delta: { content?: string; tool_calls?: ToolCallDelta[] }; finish_reason: string | null }[];
  usage?: unknown;
}

interface ToolCallDelta {
  id?: string;
  function: { name?: string; arguments: string };
}

async function chunksOf(response: Response): Promise<Chunk[]> {
  const lines = (await response.text()).split("\n\n").filter((line) => line !== "");
  expect(lines.pop()).toBe("data: [DONE]");
  return lines.map((line) => JSON.parse(line.replace(/^data: /, "")) as never);
}

test("answers a plain request with the completion body and its usage", async () => {
  await using model = await start({ text: "hi", usage: { inputTokens: 7, outputTokens: 2 } });
  const body: unknown = await (await chat(model.baseUrl, {})).json();
  expect(body).toMatchObject({
    object: "chat.completion",
    choices: [{ message: { role: "assistant", content: "hi" }, finish_reason: "stop" }],
    usage: { prompt_tokens: 7, completion_tokens: 2, total_tokens: 9 },
  });
});

test("streams text and tool calls in pieces that join to the whole, and the usage last", async () => {
  const text = "a sentence long enough to be cut into pieces, 👩‍👩‍👧 included";
  await using model = await start({
    reasoning: "think",
    text,
    toolCalls: [{ name: "write", args: { path: "a.txt", content: "x".repeat(40) } }],
  });
  const chunks = await chunksOf(await chat(model.baseUrl, { stream: true, stream_options: { include_usage: true } }));

  const deltas = chunks.flatMap((chunk) => chunk.choices.map((choice) => choice.delta));
  expect(deltas.map((delta) => delta.content ?? "").join("")).toBe(text);
  const calls = deltas.flatMap((delta) => delta.tool_calls ?? []);
  expect(calls[0]).toMatchObject({ function: { name: "write", arguments: "" } });
  expect(JSON.parse(calls.map((call) => call.function.arguments).join(""))).toEqual({
    path: "a.txt",
    content: "x".repeat(40),
  });
  expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe("tool_calls");
  expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: expect.any(Number) as number } });
});

test("sends no usage chunk to a client that did not ask for it", async () => {
  await using model = await start({ text: "hi" });
  const chunks = await chunksOf(await chat(model.baseUrl, { stream: true }));
  expect(chunks.every((chunk) => chunk.usage === undefined)).toBe(true);
});

test("answers a scripted error with its status, OpenAI's error body and Retry-After", async () => {
  await using model = await start({
    error: { status: 429, message: "slow down", code: "rate_limit_exceeded", retryAfter: 3 },
  });
  const response = await chat(model.baseUrl, {});
  expect(response.status).toBe(429);
  expect(response.headers.get("retry-after")).toBe("3");
  expect(await response.json()).toMatchObject({ error: { message: "slow down", code: "rate_limit_exceeded" } });
});

test("answers 500 when the script throws, and logs what it sent", async () => {
  await using model = await startScriptedModel({
    script: () => {
      throw new Error("no such turn");
    },
  });
  const response = await chat(model.baseUrl, {});
  expect(response.status).toBe(500);
  expect(await response.text()).toContain("no such turn");
  await expect.poll(() => model.requests).toMatchObject([{ reply: { error: { status: 500 } }, delivery: "delivered" }]);
});

test("refuses a request without the configured key", async () => {
  await using model = await start({ text: "hi" }, { apiKey: "s3cret" });
  expect((await chat(model.baseUrl, {})).status).toBe(401);
  expect((await chat(model.baseUrl, {}, { authorization: "Bearer wrong" })).status).toBe(401);
  expect((await chat(model.baseUrl, {}, { authorization: "Bearer s3cret" })).status).toBe(200);
  expect(model.requests).toHaveLength(1);
});

test("lists its models", async () => {
  await using model = await start({ text: "hi" }, { models: ["small", "large"] });
  const body = (await (await fetch(`${model.baseUrl}/models`)).json()) as { data: { id: string }[] };
  expect(body.data.map((entry) => entry.id)).toEqual(["small", "large"]);
});

test.each([
  ["an assistant's tool call without a result", [user, { role: "assistant", tool_calls: [call("a")] }, user]],
  ["a last tool call without a result", [user, { role: "assistant", tool_calls: [call("a")] }]],
  ["a tool result given twice", [user, { role: "assistant", tool_calls: [call("a")] }, result("a"), result("a")]],
  ["a tool result that nothing asked for", [user, result("a")]],
  ["two calls with one id", [user, { role: "assistant", tool_calls: [call("a"), call("a")] }, result("a")]],
  ["no messages", []],
])("refuses a conversation with %s, as the real API does", async (_, messages) => {
  await using model = await start({ text: "hi" });
  expect((await chat(model.baseUrl, { messages })).status).toBe(400);
  const refused = { reply: null, refusal: expect.any(String) as string, delivery: "delivered" };
  await expect.poll(() => model.requests[0]).toMatchObject(refused);
});

test("cuts the connection before or in the middle of a reply, and logs it as cut", async () => {
  await using dropped = await start({ drop: true });
  await expect(chat(dropped.baseUrl, {})).rejects.toThrow("fetch failed");
  await expect.poll(() => dropped.requests[0]?.delivery).toBe("cut");

  await using cut = await start({ text: "x".repeat(200), dropAfterChunks: 3 });
  for (const stream of [true, false]) {
    const response = await chat(cut.baseUrl, { stream });
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow("terminated");
  }
  await expect.poll(() => cut.requests.map((record) => record.delivery)).toEqual(["cut", "cut"]);
});

test("delays the first byte, and each chunk of a stream", async () => {
  await using slow = await start({ text: "hi" }, { delayMs: 80 });
  const before = performance.now();
  await chat(slow.baseUrl, {});
  expect(performance.now() - before).toBeGreaterThanOrEqual(75);

  await using dripping = await start({ text: "x".repeat(64), chunkDelayMs: 20 });
  const response = await chat(dripping.baseUrl, { stream: true });
  const started = performance.now();
  await response.text();
  expect(performance.now() - started).toBeGreaterThanOrEqual(75);
});

test("logs a request whose client went away as cut, in memory and in the file", async () => {
  const logPath = join(await mkdtemp(join(tmpdir(), "scripted-model-")), "requests.ndjson");
  await using model = await start({ text: "late", delayMs: 60_000 }, { logPath });
  const abort = new AbortController();
  const response = chat(model.baseUrl, {}, {}, abort.signal);
  await expect.poll(() => model.requests.length).toBe(1);
  expect(model.requests[0]?.delivery).toBe("pending");
  abort.abort();
  await expect(response).rejects.toThrow("aborted");
  await expect.poll(() => model.requests[0]?.delivery).toBe("cut");
  expect(JSON.parse(await readFile(logPath, "utf8"))).toMatchObject({
    sequence: 1,
    delivery: "cut",
    body: { messages: [user] },
  });
});

test("close ends replies that are still being played", async () => {
  const model = await start({ text: "late", delayMs: 60_000 });
  const response = chat(model.baseUrl, {});
  response.catch(() => undefined);
  await expect.poll(() => model.requests.length).toBe(1);
  await model.close();
  await expect(response).rejects.toThrow("fetch failed");
});

function call(id: string): object {
  return { id, type: "function", function: { name: "tool", arguments: "{}" } };
}

function result(id: string): object {
  return { role: "tool", tool_call_id: id, content: "ok" };
}
