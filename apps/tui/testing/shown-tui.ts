import { runTui } from "../src/run-tui.js";
import type { RunDemo } from "../src/tui-actions.js";
import { createSampleActions, type SampleActions } from "./sample-actions.js";
import type { SampleWorld } from "./sample-world.js";
import { VirtualTerminal } from "./virtual-terminal.js";

export interface ShownTui extends AsyncDisposable {
  readonly terminal: VirtualTerminal;
  readonly actions: SampleActions;
  /** What was printed for the person outside of the screen. */
  readonly printed: () => string;
  readonly ended: Promise<number>;
}

export interface ShowOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly nowMs?: number;
  readonly demo?: RunDemo;
  readonly env?: Readonly<Record<string, string>>;
  readonly actions?: Partial<SampleActions>;
}

export const sampleNowMs = Date.UTC(2026, 0, 31, 9, 30);

/** The real screen, showing a sample world on a terminal without a window. It is quit when the test ends. */
export function showTui(world: SampleWorld, options: ShowOptions = {}): ShownTui {
  const { columns, rows, nowMs = sampleNowMs, demo, env = { TERM: "xterm-256color" } } = options;
  const terminal = new VirtualTerminal(columns, rows);
  const actions = { ...createSampleActions(world, nowMs), ...options.actions };
  let printed = "";
  const stderr = { isTTY: false, write: (text: string) => void (printed += text) } as unknown as NodeJS.WriteStream;
  const { stdin, stdout } = terminal;
  const ended = runTui({ live: world, actions, demo, stdin, stdout, stderr, env, version: "1.2.3", now: () => nowMs });
  return {
    terminal,
    actions,
    printed: () => printed,
    ended,
    async [Symbol.asyncDispose]() {
      terminal.type("\u0003");
      await ended;
    },
  };
}
