import { HoldfastError, isPassingStorageError, type ProjectId, type WatchMessage } from "@holdfast/core";
import { backOffMs } from "./connection/back-off.js";
import type { Connection } from "./connection/connection.js";
import { errorFromWire } from "./connection/error-from-wire.js";

export interface WatchHandlers {
  onMessage(message: WatchMessage): void;
  /** The server refused the watch for good. A lost connection is no error: the watch goes on when it is back. */
  onError?(error: HoldfastError): void;
}

/** A watch that outlives its sockets: on each new one it goes on after the last message it saw. */
export class Watch {
  readonly #connection: Connection;
  readonly #projectId: ProjectId | undefined;
  readonly #handlers: WatchHandlers;
  readonly #stopListening: () => void;
  #cursor: string | undefined;
  #current: symbol | undefined;
  #subscription: { unsubscribe(): void } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;

  constructor(connection: Connection, projectId: ProjectId | undefined, handlers: WatchHandlers) {
    this.#connection = connection;
    this.#projectId = projectId;
    this.#handlers = handlers;
    this.#stopListening = connection.onState(() => this.#restart());
    this.#restart();
  }

  close(): void {
    this.#stopListening();
    this.#stop();
  }

  #restart(): void {
    this.#stop();
    const trpc = this.#connection.session?.trpc;
    if (!trpc) return;
    // What a subscription that was given up still delivers is of no use: its successor asks for it again.
    const current = Symbol("subscription");
    const ifCurrent = (act: () => void) => void (this.#current === current && act());
    this.#current = current;
    this.#subscription = trpc.watch.subscribe(
      { projectId: this.#projectId, lastEventId: this.#cursor },
      {
        onData: ({ id, data }) => ifCurrent(() => this.#receive(id, data)),
        onError: (error) => ifCurrent(() => this.#fail(errorFromWire(error))),
        onComplete: () => ifCurrent(() => this.#retry()),
      },
    );
  }

  #receive(cursor: string, message: WatchMessage): void {
    this.#failures = 0;
    this.#cursor = cursor;
    this.#handlers.onMessage(message);
  }

  #fail(error: HoldfastError): void {
    if (HoldfastError.is(error, "server_unreachable", "internal") || isPassingStorageError(error)) return this.#retry();
    this.close();
    this.#handlers.onError?.(error);
  }

  /** The server ended it, though the socket may still be open. */
  #retry(): void {
    this.#stop();
    this.#timer = setTimeout(() => this.#restart(), backOffMs(this.#failures));
    this.#failures += 1;
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#current = undefined;
    this.#subscription?.unsubscribe();
    this.#subscription = undefined;
  }
}
