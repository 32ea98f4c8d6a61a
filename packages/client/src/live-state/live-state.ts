import type { ProjectId, WatchMessage } from "@holdfast/core";
import type { HoldfastClient } from "../connect-holdfast.js";
import { noRows, type LiveView } from "./live-view.js";
import { defaultLimits, reduceAll, type LiveLimits } from "./reduce.js";

/** An external store as React's `useSyncExternalStore` wants it: the view changes identity only when listeners are told. */
export interface LiveState {
  /** Calls back after each change of the view, at most once a flush interval. Returns what ends it. */
  subscribe(listener: () => void): () => void;
  getSnapshot(): LiveView;
  /** Stops watching; the view stays as it is. The client stays open. */
  close(): void;
}

export interface LiveStateOptions {
  /** Only this project; default all. */
  readonly projectId?: ProjectId | undefined;
  /** Listeners are told at most this often. Default 100 ms. */
  readonly flushMs?: number | undefined;
  readonly limits?: Partial<LiveLimits> | undefined;
}

/** Watches a server and keeps what it tells as one immutable view. */
export function createLiveState(client: HoldfastClient, options: LiveStateOptions = {}): LiveState {
  const { projectId, flushMs = 100 } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const listeners = new Set<() => void>();
  let view: LiveView = { ...noRows, connection: client.state, error: null };
  let error: LiveView["error"] = null;
  let pending: WatchMessage[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    timer = undefined;
    const { connection, error: shownError, ...rows } = view;
    const after = reduceAll(rows, pending, limits);
    pending = [];
    if (after === rows && client.state === connection && error === shownError) return;
    view = { ...after, connection: client.state, error };
    for (const listener of listeners) listener();
  };
  const flushSoon = () => {
    timer ??= setTimeout(flush, flushMs);
  };

  const watch = client.watch(
    { projectId },
    {
      onMessage: (message) => {
        pending.push(message);
        flushSoon();
      },
      onError: (refusal) => {
        error = refusal;
        flushSoon();
      },
    },
  );
  const stopFollowingState = client.onState(flushSoon);

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    getSnapshot: () => view,
    close() {
      watch.close();
      stopFollowingState();
      clearTimeout(timer);
      listeners.clear();
    },
  };
}
