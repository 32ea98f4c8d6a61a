import { chmod, readdir, readFile, stat, writeFile as write } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryWorkspace } from "../testing/temporary-workspace.js";
import { toolContext } from "../testing/tool-context.js";
import { editFile } from "./edit-file.js";
import { writeFile } from "./write-file.js";

const cases = [
  {
    name: "writeFile",
    tool: writeFile(),
    args: { path: "a.txt", content: "after\n" },
    result: "Wrote 6 bytes to a.txt.",
  },
  {
    name: "editFile",
    tool: editFile(),
    args: { path: "a.txt", oldText: "before", newText: "after" },
    result: "Edited a.txt.",
  },
];

test.each(cases)("$name changes the file and keeps its mode", async ({ tool, args, result }) => {
  await using workspace = await temporaryWorkspace({ "a.txt": "before\n" });
  const path = join(workspace.path, "a.txt");
  await chmod(path, 0o751);
  const evidence = await tool.prepare?.(args, toolContext(workspace.path));
  expect(await readFile(path, "utf8")).toBe("before\n");
  expect(await tool.run(args, toolContext(workspace.path, { evidence }))).toBe(result);
  expect(await readFile(path, "utf8")).toBe("after\n");
  expect((await stat(path)).mode & 0o777).toBe(0o751);
});

test.each(cases)("an interrupted $name is settled by what the file says", async ({ tool, args, result }) => {
  await using workspace = await temporaryWorkspace({ "a.txt": "before\n" });
  const path = join(workspace.path, "a.txt");
  const evidence = await tool.prepare?.(args, toolContext(workspace.path));
  const settle = () => tool.reconcile?.(args, toolContext(workspace.path, { evidence }));

  await write(join(workspace.path, `.holdfast-tmp-${process.pid}-00000000-x`), "aft");
  expect(await settle()).toBe("absent");
  expect(await readdir(workspace.path)).toEqual(["a.txt"]);

  await tool.run(args, toolContext(workspace.path, { evidence }));
  expect(await settle()).toEqual({ status: "applied", result });

  await write(path, "somebody else's\n");
  expect(await settle()).toBe("unknown");
});

test("a write that would have created the file is absent while it is not there", async () => {
  await using workspace = await temporaryWorkspace();
  const args = { path: "new/folder/a.txt", content: "x" };
  const evidence = await writeFile().prepare?.(args, toolContext(workspace.path));
  expect(evidence).toMatchObject({ before: null });
  const settle = () => writeFile().reconcile?.(args, toolContext(workspace.path, { evidence }));
  expect(await settle()).toBe("absent");
  await writeFile().run(args, toolContext(workspace.path, { evidence }));
  expect(await settle()).toMatchObject({ status: "applied" });
});

test("a write of what is already there is applied", async () => {
  await using workspace = await temporaryWorkspace({ "a.txt": "same" });
  const args = { path: "a.txt", content: "same" };
  const evidence = await writeFile().prepare?.(args, toolContext(workspace.path));
  expect(await writeFile().reconcile?.(args, toolContext(workspace.path, { evidence }))).toMatchObject({
    status: "applied",
  });
});

test("a write is of unknown outcome when a folder or a symlink has taken the file's place", async () => {
  await using workspace = await temporaryWorkspace({ "a.txt/below": "x" });
  const evidence = { before: null, after: "0" };
  const settle = (path: string) =>
    writeFile().reconcile?.({ path, content: "x" }, toolContext(workspace.path, { evidence }));
  expect(await settle("a.txt")).toBe("unknown");
  expect(await settle("../a.txt")).toBe("unknown");
});

test.each([
  ["text that does not occur", { oldText: "nowhere", newText: "x" }, "does not occur"],
  ["text that occurs twice", { oldText: "a", newText: "x" }, "occurs 3 times"],
  ["a file that is not there", { path: "none", oldText: "a", newText: "x" }, "no file"],
  ["a path into .git", { path: ".git/config", oldText: "a", newText: "x" }, "not open to tools"],
])("editFile refuses %s before it starts, and leaves the file", async (_, args, message) => {
  await using workspace = await temporaryWorkspace({ "b.txt": "a-a-a", ".git/config": "a" });
  const call = { path: "b.txt", ...args };
  const context = toolContext(workspace.path);
  await expect((async () => editFile().prepare?.(call, context))()).rejects.toThrow(message);
  await expect((async () => editFile().run(call, context))()).rejects.toThrow(message);
  expect(await readFile(join(workspace.path, "b.txt"), "utf8")).toBe("a-a-a");
});

test("editFile replaces every occurrence when told to, and takes the texts literally", async () => {
  await using workspace = await temporaryWorkspace({ "b.txt": "a.b a.b axb" });
  const call = { path: "b.txt", oldText: "a.b", newText: "$&$1", replaceAll: true };
  await editFile().run(call, toolContext(workspace.path));
  expect(await readFile(join(workspace.path, "b.txt"), "utf8")).toBe("$&$1 $&$1 axb");
});

test("editFile refuses a file that changed between its intent and its run", async () => {
  await using workspace = await temporaryWorkspace({ "b.txt": "one" });
  const call = { path: "b.txt", oldText: "one", newText: "two" };
  const evidence = await editFile().prepare?.(call, toolContext(workspace.path));
  await write(join(workspace.path, "b.txt"), "one and more");
  await expect(editFile().run(call, toolContext(workspace.path, { evidence }))).rejects.toMatchObject({
    code: "conflict",
  });
});
