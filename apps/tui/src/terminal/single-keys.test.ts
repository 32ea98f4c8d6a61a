import { describe, expect, it } from "vitest";
import { singleKeys } from "./single-keys.js";

function keysOf(...chunks: readonly string[]): string[] {
  const waiting = [...chunks];
  const stdin = singleKeys({ read: () => waiting.shift() ?? null } as unknown as NodeJS.ReadStream);
  const keys: string[] = [];
  for (let key = stdin.read() as string | null; key !== null; key = stdin.read() as string | null) keys.push(key);
  return keys;
}

describe("keys that come in one chunk", () => {
  it("are read one by one", () => {
    expect(keysOf("jj\r")).toEqual(["j", "j", "\r"]);
    expect(keysOf("\u001b[B\u001b[B\u001bOA\r")).toEqual(["\u001b[B", "\u001b[B", "\u001bOA", "\r"]);
    expect(keysOf("\u001b[5~\u001b[1;5C")).toEqual(["\u001b[5~", "\u001b[1;5C"]);
  });

  it("tell an escape from a sequence that begins with one", () => {
    expect(keysOf("\u001b")).toEqual(["\u001b"]);
    expect(keysOf("\u001bq")).toEqual(["\u001b", "q"]);
    expect(keysOf("\u001b\u001b[A")).toEqual(["\u001b", "\u001b[A"]);
  });

  it("are whole characters", () => {
    expect(keysOf("é日🚀")).toEqual(["é", "日", "🚀"]);
  });

  it("may come in several chunks", () => {
    expect(keysOf("a", "b\r")).toEqual(["a", "b", "\r"]);
  });
});
