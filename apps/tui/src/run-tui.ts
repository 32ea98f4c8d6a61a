import { WriteStream } from "node:tty";
import { loadApp } from "./app/load-app.js";
import type { MountedApp } from "./app/mount-app.js";
import { CapturedOutput } from "./terminal/captured-output.js";
import { ProcessExits } from "./terminal/process-exits.js";
import { TerminalSession } from "./terminal/terminal-session.js";
import type { TuiOptions } from "./tui-options.js";

const crashCode = 1;

type End =
  | { readonly type: "quit" }
  | { readonly type: "signal"; readonly code: number }
  | { readonly type: "crash"; readonly error: unknown };

/**
 * Shows Holdfast on a terminal until the person quits, a signal comes or something breaks, and gives the terminal back
 * as it was in each case. Needs a terminal at both ends; Ink and React are loaded here and not before.
 *
 * @returns the exit code: 0, 128 + the signal's number, or 1 after a crash, whose message is printed.
 */
export async function runTui(options: TuiOptions): Promise<number> {
  const {
    stdin = process.stdin,
    stdout = process.stdout,
    stderr = process.stderr,
    env = process.env,
    now = Date.now,
  } = options;
  const write = stdout.write.bind(stdout);
  const session = new TerminalSession(stdin, write);
  const exits = new ProcessExits(() => session.leave());
  const colourBits = WriteStream.prototype.getColorDepth(env);
  const captured = new CapturedOutput(stderr.isTTY ? [stdout, stderr] : [stdout]);
  let app: MountedApp | undefined;
  let end: End;
  try {
    const { mountApp } = await loadApp();
    session.enter();
    const mounted = mountApp({ ...options, stdin, stdout, write, colourBits, now });
    app = mounted;
    exits.onContinue(() => {
      session.reenter();
      mounted.repaint();
    });
    end = await Promise.race([mounted.quit.then((): End => ({ type: "quit" })), exits.first]);
  } catch (error) {
    end = { type: "crash", error };
  }
  app?.unmount();
  session.leave();
  const printed = captured.release();
  exits.release();
  if (printed !== "") stderr.write(printed);
  if (end.type === "quit") return 0;
  if (end.type === "signal") return end.code;
  stderr.write(`holdfast: the screen stopped: ${reportOf(end.error)}\n`);
  return crashCode;
}

/** A crash is a bug: whoever reports it needs the stack. */
function reportOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
