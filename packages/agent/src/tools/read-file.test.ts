import { expect, test } from "vitest";
import { temporaryWorkspace } from "../testing/temporary-workspace.js";
import { toolContext } from "../testing/tool-context.js";
import { readFile } from "./read-file.js";

const lines = Array.from({ length: 10 }, (_, index) => `line ${index + 1}`);

test("reads a file whole, byte for byte, or by lines", async () => {
  await using workspace = await temporaryWorkspace({
    "a.txt": `\u{feff}${lines.join("\n")}\n`,
    "empty.txt": "",
    "crlf.txt": "a\r\nb\r\n",
  });
  const read = (args: object) => readFile().run({ path: "a.txt", ...args }, toolContext(workspace.path));
  expect(await read({})).toBe(`\u{feff}${lines.join("\n")}\n`);
  expect(await read({ fromLine: 3, toLine: 4 })).toBe("line 3\nline 4");
  expect(await read({ fromLine: 10, toLine: 99 })).toBe("line 10\n");
  expect(await read({ path: "empty.txt" })).toBe("");
  expect(await read({ path: "crlf.txt" })).toBe("a\r\nb\r\n");
});

test("cuts a long answer between lines and says where to go on", async () => {
  await using workspace = await temporaryWorkspace({ "a.txt": lines.join("\n"), "long.txt": "x".repeat(100) });
  const read = (args: object) =>
    readFile({ maxCharacters: 20 }).run({ path: "a.txt", ...args }, toolContext(workspace.path));
  expect(await read({})).toBe("line 1\nline 2\nline 3\n[Cut: the file has 10 lines. Go on with fromLine 4.]");
  expect(await read({ fromLine: 9 })).toBe("line 9\nline 10");
  expect(await read({ path: "long.txt" })).toBe(`${"x".repeat(20)}\n[Cut: line 1 is longer than 20 characters.]`);
});

test.each([
  ["a missing file", { path: "none.txt" }, "There is no file none.txt"],
  ["binary content", { path: "b.bin" }, "not UTF-8 text (3 bytes)"],
  ["broken UTF-8", { path: "latin1.txt" }, "not UTF-8 text"],
  ["lines that are not there", { path: "a.txt", fromLine: 11 }, "lines 1 to 10"],
  ["a file over the limit", { path: "big.txt" }, "has 2000 bytes"],
  ["a path outside", { path: "../outside" }, "leads out of the workspace"],
  ["a line that is no number", { path: "a.txt", fromLine: "two" }, "fromLine"],
])("refuses %s", async (_, args, message) => {
  await using workspace = await temporaryWorkspace({
    "a.txt": lines.join("\n"),
    "b.bin": Uint8Array.of(1, 0, 2),
    "latin1.txt": Uint8Array.of(0x66, 0xfc, 0x72),
    "big.txt": "x".repeat(2000),
  });
  const run = async () => readFile({ maxFileBytes: 1000 }).run(args, toolContext(workspace.path));
  await expect(run()).rejects.toThrow(message);
});
