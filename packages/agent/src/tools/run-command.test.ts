import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createCommandHost } from "../commands/command-host.js";
import { temporaryWorkspace } from "../testing/temporary-workspace.js";
import { toolContext } from "../testing/tool-context.js";
import { runCommand, type RunCommandOptions } from "./run-command.js";

function create(options: RunCommandOptions = {}) {
  const host = createCommandHost();
  onTestFinished(() => host.close());
  return runCommand({ host, ...options });
}

test("runs a shell line or a list of words in a folder of the workspace", async () => {
  await using workspace = await temporaryWorkspace({ "sub/a b.txt": "x" });
  const run = create();
  const context = toolContext(workspace.path);
  expect(await run.run({ command: "ls | wc -l" }, context)).toMatchObject({
    exitCode: 0,
    output: expect.stringMatching(/^\s*1\n$/),
  });
  expect(await run.run({ command: ["ls", "a b.txt"], cwd: "sub" }, context)).toEqual({
    exitCode: 0,
    output: "a b.txt\n",
  });
  expect(await run.run({ command: ["ls", "$HOME"] }, context)).toMatchObject({ exitCode: 2 });
});

test("hides keys and tokens from the command, and hands on what is configured", async () => {
  process.env.SECRET_API_KEY = "sk-1";
  process.env.CI_NAME = "ci";
  onTestFinished(() => {
    delete process.env.SECRET_API_KEY;
    delete process.env.CI_NAME;
  });
  await using workspace = await temporaryWorkspace();
  const run = create({ passEnv: ["CI_NAME"], env: { MODE: "test" } });
  const result = await run.run({ command: "env" }, toolContext(workspace.path));
  const { output } = result as { output: string };
  expect(output).not.toContain("sk-1");
  expect(output).toContain("CI_NAME=ci\n");
  expect(output).toContain("MODE=test\n");
  expect(output).toContain("HOLDFAST_IDEMPOTENCY_KEY=execution:1:call\n");
});

test("cuts a long output in the middle", async () => {
  await using workspace = await temporaryWorkspace();
  const result = await create({ maxOutputBytes: 100 }).run({ command: "seq 1 10000" }, toolContext(workspace.path));
  expect((result as { output: string }).output).toMatch(/^1\n2\n[^]*\[… 48794 bytes cut …\][^]*\n10000\n$/);
});

test("says when it killed a command at its time-out, the shorter of the call's and the developer's", async () => {
  await using workspace = await temporaryWorkspace();
  const run = create({ timeoutMs: 200 });
  const result = await run.run({ command: "echo a; sleep 600", timeoutMs: 999_999 }, toolContext(workspace.path));
  expect(result).toEqual({ exitCode: null, output: "a\n\n[Killed: it ran longer than 200 ms.]" });
});

test("stops when the run stops", async () => {
  await using workspace = await temporaryWorkspace();
  const abort = new AbortController();
  const running = create().run({ command: "sleep 600" }, toolContext(workspace.path, { signal: abort.signal }));
  abort.abort(new Error("shutdown"));
  await expect(running).rejects.toThrow("shutdown");
});

test.each([
  ["a folder outside", { command: "ls", cwd: "../outside" }, "leads out"],
  ["a folder through a symlink", { command: "ls", cwd: "link" }, "symlink leads out"],
  ["a folder that is not there", { command: "ls", cwd: "none" }, "no folder none"],
  ["a program that is not there", { command: ["no-such-program"] }, "could not be started"],
  ["no command", { command: [] }, "command"],
])("refuses %s", async (_, args, message) => {
  await using workspace = await temporaryWorkspace();
  await symlink("../outside", join(workspace.path, "link"));
  const run = create();
  await expect((async () => run.run(args, toolContext(workspace.path)))()).rejects.toThrow(message);
});

test("with a list of allowed commands, refuses others and the shell before it starts", async () => {
  await using workspace = await temporaryWorkspace();
  const context = toolContext(workspace.path);
  const run = create({ allow: ["echo", "git status"], recovery: "idempotent" });
  expect(run.recovery).toBe("idempotent");
  expect(await run.run({ command: ["echo", "a; b"] }, context)).toEqual({ exitCode: 0, output: "a; b\n" });
  for (const command of ["echo hi", ["git", "push"], ["git"], ["/bin/echo"], ["echoes"]]) {
    await expect((async () => run.prepare?.({ command }, context))()).rejects.toThrow("echo, git status");
  }
});
