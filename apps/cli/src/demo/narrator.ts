import {
  HoldfastError,
  tailEvents,
  type Clock,
  type EventBody,
  type ExecutionId,
  type HoldfastEvent,
  type Store,
} from "@holdfast/core";
import type { DemoStep } from "./demo-step.js";

const pollMs = 20;

export interface NarratorOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly executionId: ExecutionId;
  readonly say: (step: DemoStep) => void;
  readonly signal: AbortSignal;
}

/** Follows an execution's events, tells them, and lets others wait for one. */
export class Narrator {
  readonly #seen: HoldfastEvent[] = [];
  #wake: (() => void)[] = [];
  #over = false;
  /** Ends when the signal is aborted; rejects when the events cannot be read. */
  readonly done: Promise<void>;

  constructor(options: NarratorOptions) {
    this.done = this.#follow(options);
    this.done.catch(() => {});
  }

  /** The first event of its kind, past or to come. @throws when the events end first */
  async until(wanted: (event: HoldfastEvent) => boolean): Promise<HoldfastEvent> {
    for (;;) {
      const found = this.#seen.find(wanted);
      if (found) return found;
      if (this.#over) {
        await this.done;
        throw new HoldfastError("invalid_state", "The demo was stopped before its agent got this far.");
      }
      await new Promise<void>((resolve) => this.#wake.push(resolve));
    }
  }

  async #follow({ store, clock, executionId, say, signal }: NarratorOptions): Promise<void> {
    try {
      for await (const event of tailEvents({ log: store.events, after: 0, executionId, pollMs, clock, signal })) {
        for (const step of narrate(event.body)) say(step);
        this.#seen.push(event);
        this.#notify();
      }
    } finally {
      this.#over = true;
      this.#notify();
    }
  }

  #notify(): void {
    const wake = this.#wake;
    this.#wake = [];
    for (const resolve of wake) resolve();
  }
}

function narrate(body: EventBody): readonly DemoStep[] {
  const work = (text: string): DemoStep[] => [{ kind: "work", text }];
  const recovery = (text: string): DemoStep[] => [{ kind: "recovery", text }];
  switch (body.type) {
    case "turn.replied":
      return work(`turn ${body.turn}: the model replied (${body.inputTokens} + ${body.outputTokens} tokens)`);
    case "call.started":
      return work(`turn ${body.turn}: ${body.tool} runs`);
    case "call.finished":
      return work(`turn ${body.turn}: ${body.tool} ${body.ok ? "finished" : "failed"}`);
    case "turn.committed":
      return work(`turn ${body.turn}: committed`);
    case "heartbeat.stale":
      return recovery(`its lease ran out; last heartbeat ${body.lastHeartbeatAt.slice(11, 23)}`);
    case "recovery.started":
      return recovery(`recovery attempt ${body.attempt} of ${body.maxAttempts} (${body.category})`);
    case "recovery.resumed":
      return recovery(`resumed from the checkpoint of turn ${body.turn}`);
    case "call.settled":
      return recovery(`the interrupted ${body.tool} is settled: ${body.settlement}`);
    case "recovery.reconciled":
      return body.notice
        .split("\n")
        .map((text, index) => ({ kind: "recovery", text: index === 0 ? `the agent is told: ${text}` : `  ${text}` }));
    case "execution.completed":
      return [{ kind: "done", text: "the agent is done" }];
    default:
      return [];
  }
}
