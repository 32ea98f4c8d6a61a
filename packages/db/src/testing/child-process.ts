import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A script of `children`, run from source in a process of its own; it talks by IPC messages. */
export class Child {
  private constructor(readonly process: ChildProcess) {}

  static start(script: string, ...args: string[]): Child {
    const path = fileURLToPath(new URL(`./children/${script}`, import.meta.url));
    const execArgv = ["--conditions=@holdfast/source", "--import", "tsx"];
    return new Child(fork(path, args, { execArgv, serialization: "advanced" }));
  }

  /** The next message. Rejects when the process ends without one. */
  async message<T>(): Promise<T> {
    const over = new AbortController();
    const { signal } = over;
    try {
      const ended = once(this.process, "exit", { signal }).then(([code, why]: unknown[]) => {
        throw new Error(`child ended with ${String(code ?? why)} before its message`);
      });
      const [message] = (await Promise.race([once(this.process, "message", { signal }), ended])) as [T];
      return message;
    } finally {
      over.abort();
    }
  }

  send(message: object): void {
    this.process.send(message);
  }

  /** SIGKILL: nothing of the process runs after it. Resolves when it is gone. */
  async kill(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const gone = once(this.process, "exit");
    this.process.kill("SIGKILL");
    await gone;
  }
}
