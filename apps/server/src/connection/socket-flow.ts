import type { Clock, Log } from "@holdfast/core";
import type { WebSocket } from "ws";
import type { ServerLimits } from "../server-limits.js";
import { closeCodes } from "./close-codes.js";

/** How often a socket that holds back too much is looked at; ws tells nobody when it has drained. */
const lookEveryMs = 50;
/** How long the close frame of a stalled socket may take to get through. */
const closeMs = 1_000;

export interface SocketFlowOptions {
  readonly socket: WebSocket;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: Pick<ServerLimits, "bufferedBytes" | "stalledMs">;
  /** Names the connection in the log. */
  readonly connectionId: string;
}

/**
 * Keeps the memory of a slow client bounded: tRPC writes without asking whether the socket takes it, so whoever has
 * something to send waits here first.
 */
export class SocketFlow {
  readonly #options: SocketFlowOptions;
  #waiting: (() => void)[] = [];
  #timer: { cancel(): void } | undefined;
  #lowestBytes = 0;
  #stalledSinceMs = 0;

  constructor(options: SocketFlowOptions) {
    this.#options = options;
    options.socket.once("close", () => this.#release());
  }

  get congested(): boolean {
    const { socket, limits } = this.#options;
    return socket.bufferedAmount > limits.bufferedBytes && socket.readyState === socket.OPEN;
  }

  /** Resolves when there is room again, or when the socket is gone. */
  async room(): Promise<void> {
    while (this.congested) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
        if (!this.#timer) this.#startWatching();
      });
    }
  }

  #startWatching(): void {
    this.#lowestBytes = Number.POSITIVE_INFINITY;
    this.#look();
  }

  #look(): void {
    const { socket, clock, limits } = this.#options;
    if (!this.congested) return this.#release();
    const now = clock.monotonic();
    if (socket.bufferedAmount < this.#lowestBytes) {
      this.#lowestBytes = socket.bufferedAmount;
      this.#stalledSinceMs = now;
    } else if (now - this.#stalledSinceMs >= limits.stalledMs) {
      return this.#giveUp();
    }
    this.#timer = clock.schedule(lookEveryMs, () => this.#look());
  }

  #giveUp(): void {
    const { socket, clock, log, limits, connectionId } = this.#options;
    log.warn(
      { connectionId, bufferedBytes: socket.bufferedAmount, stalledMs: limits.stalledMs },
      "closing a client that takes nothing",
    );
    socket.close(closeCodes.stalled, "too slow: come back and resume from the last event id");
    this.#timer = clock.schedule(closeMs, () => socket.terminate());
  }

  #release(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
