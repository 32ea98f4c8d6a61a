import { HoldfastError } from "@holdfast/core";
import type { ServerLimits } from "../server-limits.js";
import type { SocketFlow } from "./socket-flow.js";

/** One authenticated client: what it has under way, counted against what it may. */
export class Connection {
  readonly id: string;
  readonly flow: SocketFlow;
  readonly #limits: Pick<ServerLimits, "calls" | "subscriptions">;
  #calls = 0;
  #subscriptions = 0;
  #onIdle: (() => void)[] = [];

  constructor(id: string, flow: SocketFlow, limits: Pick<ServerLimits, "calls" | "subscriptions">) {
    this.id = id;
    this.flow = flow;
    this.#limits = limits;
  }

  /** Runs a call once there is room for its answer. @throws `limit_reached` when too many are under way. */
  async call<Answer>(run: () => Promise<Answer>): Promise<Answer> {
    if (this.#calls >= this.#limits.calls)
      throw limitReached("calls", this.#limits.calls, "Wait for the answers to some of them.");
    this.#calls += 1;
    try {
      await this.flow.room();
      return await run();
    } finally {
      this.#calls -= 1;
      if (this.#calls === 0) for (const resolve of this.#onIdle.splice(0)) resolve();
    }
  }

  /** Resolves when no call is under way. */
  async idle(): Promise<void> {
    if (this.#calls > 0) await new Promise<void>((resolve) => this.#onIdle.push(resolve));
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
  return new HoldfastError(
    "limit_reached",
    `This connection has ${limit} ${kind} under way, the most there may be. ${wayOut}`,
    {
      details: { kind, limit },
    },
  );
}
