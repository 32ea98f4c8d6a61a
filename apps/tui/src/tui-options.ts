import type { LiveSource } from "./live/live-source.js";
import type { RunDemo, TuiActions } from "./tui-actions.js";

/** What the screen needs of a terminal's input; `process.stdin` has it. */
export type TuiStdin = NodeJS.ReadStream;

/** What the screen needs of a terminal's output; `process.stdout` has it. */
export type TuiStdout = NodeJS.WriteStream;

export interface TuiOptions {
  /** What is shown. The caller opens it, and closes it afterwards. */
  readonly live: LiveSource;
  readonly actions: TuiActions;
  /** Offered where the store is empty. */
  readonly demo?: RunDemo | undefined;
  readonly stdin?: TuiStdin | undefined;
  readonly stdout?: TuiStdout | undefined;
  /** What went wrong is printed here, once the terminal is given back. */
  readonly stderr?: NodeJS.WriteStream | undefined;
  /** Looked at for colours: NO_COLOR, FORCE_COLOR, TERM, COLORTERM. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Holdfast's version, for the welcome. */
  readonly version: string;
  /** Wall clock, milliseconds. */
  readonly now?: (() => number) | undefined;
}
