/** What a worker tells its command host. */
export type ToHost =
  | { readonly type: "start"; readonly command: CommandOrder }
  | { readonly type: "stop"; readonly id: string }
  /** The worker is alive. Sent while commands run; silence means that it died or froze. */
  | { readonly type: "beat" };

/** What a command host tells its worker. */
export type FromHost =
  | { readonly type: "ready" }
  | { readonly type: "started"; readonly id: string; readonly pid: number }
  | { readonly type: "ended"; readonly id: string; readonly end: CommandEnd };

/** One command as the host is to run it. */
export interface CommandOrder {
  /** Unique; also put into the command's environment, which is how stray descendants are found. */
  readonly id: string;
  /**
   * When the worker was allowed to start it, in milliseconds of `process.hrtime`, which all processes of a machine
   * share. An order that is older than the silence allowed comes from a worker that was frozen in between.
   */
  readonly orderedAt: number;
  /** The program, and its arguments. */
  readonly argv: readonly string[];
  /** Absolute path. */
  readonly cwd: string;
  /** The whole environment of the command; nothing else is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** How long the worker may be silent before the command is killed, in milliseconds. */
  readonly silenceMs: number;
  /** Output beyond this is cut in the middle. */
  readonly maxOutputBytes: number;
}

/**
 * How a command ended; whatever the way, no process of it is left.
 * - `exited`: by itself, or by a signal from elsewhere
 * - `timeout`: it ran longer than it may
 * - `stopped`: the worker asked for it
 * - `silence`: the worker was not heard from for so long that another may have taken its place
 * - `failed`: it could not be started
 * - `late`: it was not started, because the order was older than the silence allowed
 */
export interface CommandEnd {
  readonly reason: "exited" | "timeout" | "stopped" | "silence" | "failed" | "late";
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Standard output and standard error, in the order they came. */
  readonly output: string;
  /** Why it could not be started; empty otherwise. */
  readonly error: string;
}
