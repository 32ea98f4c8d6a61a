import { HoldfastError } from "@holdfast/core";
import { backOffMs } from "./back-off.js";
import type { ConnectionState } from "./connection-state.js";
import { SocketSession } from "./socket-session.js";

/** How long opening a socket and accepting the token may take. */
const connectMs = 10_000;

export interface ConnectionOptions {
  /** `ws://127.0.0.1:4190` */
  readonly url: string;
  readonly token: string;
  /** Default: the platform's own, or that of `ws`. */
  readonly WebSocket?: typeof WebSocket | undefined;
  /** Milliseconds before the next try; `attempt` counts from 0. Default: 1 s to 30 s, doubling, with jitter. */
  readonly retryInMs?: ((attempt: number) => number) | undefined;
}

/** Keeps a socket open to a server: opens it again when it is lost, until it is closed or the token is refused. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #listeners = new Set<(state: ConnectionState) => void>();
  #state: ConnectionState = { status: "connecting" };
  #session: SocketSession | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #attempt = 0;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#connect();
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** The present socket's session while the state is `open`. */
  get session(): SocketSession | undefined {
    return this.#state.status === "open" ? this.#session : undefined;
  }

  onState(listener: (state: ConnectionState) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** @throws `server_unreachable` when it does not open in time, `unauthorized` */
  async opened(withinMs: number): Promise<SocketSession> {
    if (!this.session && !isFinal(this.#state)) await this.#stateOtherThanOpening(withinMs);
    if (this.session) return this.session;
    if (this.#state.status === "unauthorized") throw this.#state.error;
    const reason =
      this.#state.status === "closed"
        ? "This client was closed."
        : `No connection to ${this.#options.url} within ${withinMs} ms. Is the server running?`;
    throw new HoldfastError("server_unreachable", reason, { details: { url: this.#options.url } });
  }

  close(): void {
    if (isFinal(this.#state)) return;
    this.#end();
    this.#enter({ status: "closed" });
  }

  #connect(): void {
    this.#enter({ status: "connecting" });
    const session = new SocketSession({
      ...this.#options,
      onOpen: () => {
        clearTimeout(this.#timer);
        this.#attempt = 0;
        this.#enter({ status: "open" });
      },
      onLost: (reason, error) => (reason === "unauthorized" ? this.#refused(error) : this.#retry()),
    });
    this.#session = session;
    this.#timer = setTimeout(() => {
      session.close();
      this.#retry();
    }, connectMs);
  }

  #retry(): void {
    this.#end();
    const { retryInMs: delay = backOffMs } = this.#options;
    const attempt = this.#attempt;
    const retryInMs = delay(attempt);
    this.#attempt = attempt + 1;
    this.#timer = setTimeout(() => this.#connect(), retryInMs);
    this.#enter({ status: "waiting", retryInMs, retryAt: Date.now() + retryInMs, attempt });
  }

  #refused(error: HoldfastError): void {
    this.#end();
    const refusal = HoldfastError.is(error, "unauthorized")
      ? error
      : new HoldfastError(
          "unauthorized",
          "The server refused the token. Pass the one that the server was started with.",
          { cause: error },
        );
    this.#enter({ status: "unauthorized", error: refusal });
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#session?.close();
    this.#session = undefined;
  }

  #enter(state: ConnectionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }

  #stateOtherThanOpening(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        stopListening();
        resolve();
      };
      const timer = setTimeout(done, withinMs);
      const stopListening = this.onState((state) => {
        if (state.status === "open" || isFinal(state)) done();
      });
    });
  }
}

function isFinal({ status }: ConnectionState): boolean {
  return status === "closed" || status === "unauthorized";
}
