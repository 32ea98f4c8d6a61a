import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { build } from "tsup";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { bundle } from "../../tsup.config.js";
import { VirtualTerminal } from "../../testing/virtual-terminal.js";

const folder = fileURLToPath(new URL("../../node_modules/.cache/tui-e2e", import.meta.url));
const main = fileURLToPath(new URL("../../dev/main.ts", import.meta.url));
const running: ChildProcess[] = [];

beforeAll(() => build({ ...bundle, config: false, entry: { main }, outDir: folder, clean: true }), 120_000);
afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
});

/** The real program in a real terminal, inside a shell that says afterwards how the terminal was left. */
async function start(options = "") {
  const terminal = new VirtualTerminal(90, 24);
  const command = `stty rows 24 cols 90; echo before; ${process.execPath} ${folder}/main.js ${options}; echo "ended with $?"; stty -a; echo the end`;
  const child = spawn("script", ["-qfec", command, "/dev/null"], {
    env: { ...process.env, TERM: "xterm-256color" },
  });
  running.push(child);
  child.stdout.on("data", (chunk: Buffer) => terminal.stdout.write(chunk.toString().replaceAll(/\r?\n/g, "\r\n")));
  await terminal.until("● live");
  const pid = Number(/pid (\d+)/.exec(terminal.written)?.[1]);
  return { terminal, pid, type: (keys: string) => child.stdin.write(keys) };
}

/** What is on the terminal once the program is gone. */
async function afterwards(terminal: VirtualTerminal) {
  const screen = await terminal.until("the end");
  const { alternate, written } = terminal;
  return {
    screen,
    alternate,
    cursorShown: written.lastIndexOf("\u001b[?25h") > written.lastIndexOf("\u001b[?25l"),
    wraps: written.lastIndexOf("\u001b[?7h") > written.lastIndexOf("\u001b[?7l"),
    takesLines: / icanon/.test(screen) && / echo /.test(screen),
  };
}

const restored = { alternate: false, cursorShown: true, wraps: true, takesLines: true };

describe.skipIf(process.platform !== "linux")("the terminal is as it was before", () => {
  it.each([
    ["q", "q", 0],
    ["ctrl-c", "\u0003", 0],
    [":q", ":q\r", 0],
  ])("after %s", async (_, keys, code) => {
    const { terminal, type } = await start();
    expect(terminal.alternate).toBe(true);
    type(keys);
    const end = await afterwards(terminal);
    expect(end).toMatchObject(restored);
    expect(end.screen).toMatch(new RegExp(`^before\npid \\d+\nended with ${code}\n`));
  });

  it.each([
    ["SIGTERM", 143],
    ["SIGHUP", 129],
    ["SIGINT", 130],
  ] as const)("after %s, and the exit code tells of it", async (signal, code) => {
    const { terminal, pid } = await start();
    process.kill(pid, signal);
    const end = await afterwards(terminal);
    expect(end).toMatchObject(restored);
    expect(end.screen).toContain(`ended with ${code}`);
  });

  it.each([
    ["an exception that nobody caught", "throw", "a planted bug"],
    ["a rejection that nobody handled", "reject", "a planted rejection"],
  ])("after %s, and its message is there to read", async (_, crash, message) => {
    const { terminal, pid } = await start(`--crash ${crash}`);
    process.kill(pid, "SIGUSR2");
    const end = await afterwards(terminal);
    expect(end).toMatchObject(restored);
    expect(end.screen).toContain(`holdfast: the screen stopped: Error: ${message}`);
    expect(end.screen).toContain("ended with 1");
  });

  it("after a process.exit from anywhere", async () => {
    const { terminal, pid } = await start("--crash exit");
    process.kill(pid, "SIGUSR2");
    const end = await afterwards(terminal);
    expect(end).toMatchObject(restored);
    expect(end.screen).toContain("ended with 7");
  });

  it("is drawn again when the process was stopped and goes on", async () => {
    const { terminal, pid, type } = await start();
    process.kill(pid, "SIGSTOP");
    terminal.stdout.write("\u001b[2J\u001b[Hsomething else");
    process.kill(pid, "SIGCONT");
    await terminal.until(/^ ◆ Holdfast[^]*q quit/);
    type("q");
    expect(await afterwards(terminal)).toMatchObject(restored);
  });
});
