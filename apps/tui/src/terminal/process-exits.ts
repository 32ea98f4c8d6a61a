import { constants } from "node:os";

/** Why the process has to give the terminal back. */
export type ProcessExit =
  | { readonly type: "signal"; readonly code: number }
  | { readonly type: "crash"; readonly error: unknown };

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const crashes = ["uncaughtException", "unhandledRejection"] as const;

/**
 * Turns everything that ends a process into an outcome, so that the terminal is restored on the way out. `onExit` is
 * called when somebody calls `process.exit`; it has to be quick and synchronous.
 */
export class ProcessExits {
  readonly #off: (() => void)[] = [];
  readonly first: Promise<ProcessExit>;

  constructor(onExit: () => void) {
    this.first = new Promise((resolve) => {
      for (const signal of signals) {
        // The exit code by which shells tell a signal: 128 and its number.
        this.#on(signal, () => resolve({ type: "signal", code: 128 + constants.signals[signal] }));
      }
      for (const crash of crashes) this.#on(crash, (error) => resolve({ type: "crash", error }));
    });
    this.#on("exit", onExit);
  }

  /** Called when the process goes on after it was stopped: the shell has had the terminal in between. */
  onContinue(listener: () => void): void {
    this.#on("SIGCONT", listener);
  }

  /** Leaves the process as it was found. */
  release(): void {
    for (const off of this.#off.splice(0)) off();
  }

  #on(event: string, listener: (argument: unknown) => void): void {
    process.on(event, listener);
    this.#off.push(() => void process.off(event, listener));
  }
}
