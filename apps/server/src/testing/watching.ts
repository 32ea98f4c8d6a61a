import type { WatchMessage } from "@holdfast/core";
import type { TRPCClient } from "@trpc/client";
import type { HoldfastRouter } from "../router.js";

type WatchInput = Parameters<TRPCClient<HoldfastRouter>["watch"]["subscribe"]>[0];

/** A watcher that remembers everything it was told. */
export interface Watching {
  readonly messages: WatchMessage[];
  /** The cursor of each message. */
  readonly ids: string[];
  readonly errors: string[];
  /** The numbers of the events, in the order they came. */
  seqs(): number[];
  stop(): void;
}

export function watching(client: TRPCClient<HoldfastRouter>, input: WatchInput = {}): Watching {
  const messages: WatchMessage[] = [];
  const ids: string[] = [];
  const errors: string[] = [];
  const { unsubscribe } = client.watch.subscribe(input, {
    onData({ id, data }) {
      ids.push(id);
      messages.push(data);
    },
    onError: (error) => errors.push(error.data?.holdfast.code ?? error.message),
  });
  return {
    messages,
    ids,
    errors,
    seqs: () => messages.flatMap((message) => (message.type === "event" ? [message.event.seq] : [])),
    stop: unsubscribe,
  };
}

/** `from`, `from + 1`, … `to`. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
