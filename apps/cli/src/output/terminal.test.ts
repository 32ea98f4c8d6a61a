import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { openTerminal } from "./terminal.js";

it("shows escape sequences of what agents wrote instead of obeying them, and keeps lines and tabs", () => {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const terminal = openTerminal(false, stdout as never, stderr as never);
  terminal.line("done\u001B[2J\r\tand\nmore\u009B0m");
  terminal.note("said\u0007");
  expect(String(stdout.read())).toBe("done·[2J·\tand\nmore·0m\n");
  expect(String(stderr.read())).toBe("said·\n");
});
