import { HoldfastError } from "@holdfast/core";
import type { ServerLimits } from "../server-limits.js";
import type { SocketFlow } from "./socket-flow.js";

type ConnectionLimits = Pick<ServerLimits, "calls" | "callsAtOnce" | "subscriptions">;

/** One authenticated client: what it has under way, counted against what it may. */
export class Connection {
  readonly flow: SocketFlow;
  readonly #limits: ConnectionLimits;
  #calls = 0;
  #running = 0;
  readonly #queue: (() => void)[] = [];
  readonly #onIdle: (() => void)[] = [];
  #subscriptions = 0;

  constructor(flow: SocketFlow, limits: ConnectionLimits) {
    this.flow = flow;
    this.#limits = limits;
  }

  /** Runs a call when it is its turn and there is room for its answer. @throws `limit_reached` when too many are under way. */
  async call<Answer>(run: () => Promise<Answer>): Promise<Answer> {
    const { calls } = this.#limits;
    if (this.#calls >= calls) throw limitReached("calls", calls, "Wait for the answers to some of them.");
    this.#calls += 1;
    await this.#turn();
    try {
      await this.flow.room();
      return await run();
    } finally {
      this.#endTurn();
      this.#calls -= 1;
      if (this.#calls === 0) for (const resolve of this.#onIdle.splice(0)) resolve();
    }
  }

  /** Resolves when no call is under way. */
  async idle(): Promise<void> {
    if (this.#calls > 0) await new Promise<void>((resolve) => this.#onIdle.push(resolve));
  }

  async #turn(): Promise<void> {
    if (this.#running < this.#limits.callsAtOnce) this.#running += 1;
    else await new Promise<void>((resolve) => this.#queue.push(resolve));
  }

  #endTurn(): void {
    const next = this.#queue.shift();
    // Later, so that the next call sees what the answer to this one takes of the socket's room.
    if (next) setImmediate(next);
    else this.#running -= 1;
  }

  /** Counts a subscription until the returned function is called. @throws `limit_reached` */
  subscribe(): () => void {
    const { subscriptions } = this.#limits;
    if (this.#subscriptions >= subscriptions) {
      throw limitReached("subscriptions", subscriptions, "One without projectId follows all projects.");
    }
    this.#subscriptions += 1;
    return () => {
      this.#subscriptions -= 1;
    };
  }
}

function limitReached(kind: string, limit: number, wayOut: string): HoldfastError {
  const message = `This connection has ${limit} ${kind} under way, the most there may be. ${wayOut}`;
  return new HoldfastError("limit_reached", message, { details: { kind, limit } });
}
