import { type ChildProcess, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { HoldfastError, type ToolContext } from "@holdfast/core";
import type { CommandEnd, CommandOrder, FromHost, ToHost } from "./command-protocol.js";
import { killCommand } from "./kill-command.js";

export interface CommandHostOptions {
  /**
   * How long the worker may be silent before its commands are killed, in milliseconds. A third of the lease is the
   * most that is allowed, and taken when it is less. Default: 10,000.
   */
  readonly silenceMs?: number;
}

/**
 * Runs commands that do not outlive their worker: in a process of its own, started with the first command, that kills
 * them all when this process dies (however it dies) or is not heard from.
 */
export interface CommandHost extends AsyncDisposable {
  /**
   * @param permit `guard` throws when this worker may not start the command; `signal` kills it.
   * @throws the signal's reason once the command is dead; `tool_failed` when the host process itself died.
   */
  run(command: Command, permit: CommandPermit): Promise<CommandEnd>;
  /** Kills what runs and ends the host process. */
  close(): Promise<void>;
}

export type Command = Omit<CommandOrder, "id" | "orderedAt" | "silenceMs">;

/** Of the call that runs the command. */
export type CommandPermit = Pick<ToolContext, "guard" | "leaseMs" | "signal">;

/** The host process, and when it takes orders. */
interface HostProcess {
  readonly child: ChildProcess;
  /** Resolves as well when it dies before; its commands are settled then. */
  readonly ready: Promise<unknown>;
}

/** A command that runs, as this process sees it. */
interface RunningCommand {
  pid: number | undefined;
  readonly silenceMs: number;
  readonly settle: (end: CommandEnd | HoldfastError) => void;
}

/**
 * Worst case, the worker froze right before a heartbeat, with half of its lease left: the lease is at least twice the
 * interval. A third, and the time it takes to notice, stay below that.
 */
const silenceShareOfLease = 1 / 3;

const program = fileURLToPath(new URL("./command-host-process.js", import.meta.url));

export function createCommandHost({ silenceMs: longestSilenceMs = 10_000 }: CommandHostOptions = {}): CommandHost {
  const running = new Map<string, RunningCommand>();
  let host: HostProcess | undefined;
  let beat: NodeJS.Timeout | undefined;

  function open(): HostProcess {
    // Detached: a signal to the terminal's or the worker's process group must not take the host down with it.
    // Without this process's environment and options, which commands have no business with.
    const child = fork(program, { detached: true, execArgv: [], env: {}, stdio: "ignore" });
    child.on("message", (message) => receive(message as FromHost));
    child.once("error", () => lose(child));
    child.once("exit", () => lose(child));
    const ready = new Promise((resolve) => child.once("message", resolve).once("exit", resolve).once("error", resolve));
    return { child, ready };
  }

  function receive(message: FromHost): void {
    if (message.type === "ready") return;
    const command = running.get(message.id);
    if (message.type === "started" && command) command.pid = message.pid;
    if (message.type === "ended") command?.settle(message.end);
  }

  // Without their host the commands are nobody's: end them from here.
  function lose(child: ChildProcess): void {
    if (host?.child !== child) return;
    host = undefined;
    for (const [id, command] of running) {
      killCommand(id, command.pid);
      command.settle(new HoldfastError("tool_failed", "The command was killed: the process that ran it died."));
    }
  }

  function send(message: ToHost): void {
    // A host that cannot be written to has died, and its exit is on the way.
    if (host?.child.connected === true) host.child.send(message, () => undefined);
  }

  // An idle host must not keep this process from ending, and one at work must.
  function keepAlive(): void {
    clearInterval(beat);
    if (running.size === 0) {
      host?.child.unref();
      host?.child.channel?.unref();
      return;
    }
    const shortest = Math.min(...[...running.values()].map((command) => command.silenceMs));
    beat = setInterval(() => send({ type: "beat" }), shortest / 8);
    host?.child.channel?.ref();
  }

  async function run(command: Command, permit: CommandPermit): Promise<CommandEnd> {
    for (;;) {
      const end = await attempt(command, permit);
      // It never started, and this worker is awake again: ask the guard once more.
      if (end.reason !== "late") return end;
    }
  }

  async function attempt(command: Command, { guard, signal, leaseMs }: CommandPermit): Promise<CommandEnd> {
    signal.throwIfAborted();
    const id = randomUUID();
    const silenceMs = Math.min(longestSilenceMs, leaseMs * silenceShareOfLease);
    const stop = () => send({ type: "stop", id });
    signal.addEventListener("abort", stop, { once: true });
    try {
      host ??= open();
      const ended = new Promise<CommandEnd | HoldfastError>((settle) =>
        running.set(id, { pid: undefined, silenceMs, settle }),
      );
      keepAlive();
      await host.ready;
      signal.throwIfAborted();
      // In this order: if this process is frozen after the guard, the host sees that the order is old.
      const orderedAt = Number(process.hrtime.bigint() / 1_000_000n);
      guard();
      send({ type: "start", command: { ...command, id, orderedAt, silenceMs } });
      const end = await ended;
      signal.throwIfAborted();
      if (end instanceof HoldfastError) throw end;
      return end;
    } finally {
      signal.removeEventListener("abort", stop);
      running.delete(id);
      keepAlive();
    }
  }

  async function close(): Promise<void> {
    const child = host?.child;
    if (child === undefined || child.exitCode !== null) return;
    const exited = new Promise((resolve) => child.once("exit", resolve));
    child.ref();
    if (child.connected) child.disconnect();
    await exited;
  }

  return { run, close, [Symbol.asyncDispose]: close };
}
