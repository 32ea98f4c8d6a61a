import { expect, test } from "vitest";
import { type ChatMessage, ChatRequest } from "./chat-request.js";
import { completionOf } from "./completion.js";
import { playTurns } from "./play-turns.js";
import type { ScriptedMessage } from "./scripted-reply.js";

const script = playTurns([
  {
    toolCalls: [
      { name: "charge", args: { cents: 5 } },
      { name: "note", args: { text: "x" } },
    ],
  },
  { text: "Now the second one.", toolCalls: [{ name: "charge", args: { cents: 7 } }] },
  { text: "All done." },
]);

/** Asks the script for its next reply and appends it as a client would store it. */
async function next(messages: ChatMessage[]): Promise<ScriptedMessage> {
  const request = ChatRequest.parse({ model: "m", messages });
  const reply = (await script(request)) as ScriptedMessage;
  const { text, toolCalls } = completionOf(request, reply);
  messages.push({ role: "assistant", content: text, ...(toolCalls.length > 0 && { tool_calls: [...toolCalls] }) });
  return reply;
}

function answerCalls(messages: ChatMessage[], texts: readonly string[]): void {
  const last = messages.at(-1);
  const calls = last?.role === "assistant" ? (last.tool_calls ?? []) : [];
  for (const [index, call] of calls.entries())
    messages.push({ role: "tool", tool_call_id: call.id, content: texts[index] ?? "ok" });
}

function names(reply: ScriptedMessage): string[] {
  return (reply.toolCalls ?? []).map((call) => call.name);
}

test("gives one reply an assistant turn, whoever asks and however often", async () => {
  const messages: ChatMessage[] = [{ role: "user", content: "go" }];
  const request = ChatRequest.parse({ model: "m", messages });
  expect(await script(request)).toEqual(await script(request));
  expect(names(await next(messages))).toEqual(["charge", "note"]);
  answerCalls(messages, []);
  expect(names(await next(messages))).toEqual(["charge"]);
  answerCalls(messages, []);
  expect(await next(messages)).toMatchObject({ text: "All done." });
});

test("makes a call of unknown outcome again, under a new id, before it goes on", async () => {
  const messages: ChatMessage[] = [{ role: "user", content: "go" }];
  const first = await next(messages);
  answerCalls(messages, ["outcome unknown: charge may have happened", "ok"]);
  const again = await next(messages);
  expect(again.toolCalls).toEqual([{ id: expect.any(String) as string, name: "charge", args: '{"cents":5}' }]);
  expect(again.toolCalls?.[0]?.id).not.toBe(first.toolCalls?.[0]?.id);

  answerCalls(messages, ["Outcome unknown once more"]);
  const third = await next(messages);
  expect(names(third)).toEqual(["charge"]);
  expect(third.toolCalls?.[0]?.id).not.toBe(again.toolCalls?.[0]?.id);

  answerCalls(messages, ["ok"]);
  expect(await next(messages)).toMatchObject({ text: "Now the second one." });
  answerCalls(messages, ["ok"]);
  expect(await next(messages)).toMatchObject({ text: "All done." });
});

test("keeps its place when a compaction drops the start of the conversation", async () => {
  const messages: ChatMessage[] = [{ role: "user", content: "go" }];
  await next(messages);
  answerCalls(messages, []);
  await next(messages);
  answerCalls(messages, []);
  const compacted: ChatMessage[] = [{ role: "user", content: "summary" }, ...messages.slice(-2)];
  expect(await next(compacted)).toMatchObject({ text: "All done." });
});

test("says so when the conversation is longer than the script", async () => {
  const messages: ChatMessage[] = [{ role: "user", content: "go" }];
  for (let turn = 0; turn < 3; turn += 1) {
    await next(messages);
    answerCalls(messages, []);
  }
  messages.push({ role: "user", content: "and now?" });
  expect(await script(ChatRequest.parse({ model: "m", messages }))).toMatchObject({
    error: { status: 400, code: "script_exhausted" },
  });
});
