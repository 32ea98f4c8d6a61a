import type { HoldfastError, WatchMessage } from "@holdfast/core";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { HoldfastClient } from "../connect-holdfast.js";
import type { ConnectionState } from "../connection/connection-state.js";
import { event, project, running, snapshot } from "../testing/sample-rows.js";
import type { WatchHandlers } from "../watch.js";
import { createLiveState } from "./live-state.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A client whose messages and states a test makes up. */
function madeUpClient() {
  let state: ConnectionState = { status: "connecting" };
  let handlers: WatchHandlers | undefined;
  const listeners = new Set<(state: ConnectionState) => void>();
  const client: Pick<HoldfastClient, "state" | "onState" | "watch"> = {
    get state() {
      return state;
    },
    onState(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    watch(_, given) {
      handlers = given;
      return { close: () => void (handlers = undefined) };
    },
  };
  return {
    client: client as HoldfastClient,
    send: (...messages: WatchMessage[]) => messages.forEach((message) => handlers?.onMessage(message)),
    fail: (error: HoldfastError) => handlers?.onError?.(error),
    enter(next: ConnectionState) {
      state = next;
      for (const listener of listeners) listener(next);
    },
    get watching() {
      return handlers !== undefined || listeners.size > 0;
    },
  };
}

it("tells its listeners once a flush interval, however much comes", () => {
  const { client, send } = madeUpClient();
  const live = createLiveState(client, { flushMs: 200 });
  const listener = vi.fn<() => void>();
  live.subscribe(listener);
  const before = live.getSnapshot();
  send(snapshot({ executions: [running(1)] }));
  for (let seq = 11; seq < 500; seq += 1)
    send(event(seq, { type: "turn.committed", turn: seq }, { execution: running(1, seq) }));
  vi.advanceTimersByTime(199);
  expect(listener).not.toHaveBeenCalled();
  expect(live.getSnapshot()).toBe(before);
  vi.advanceTimersByTime(1);
  expect(listener).toHaveBeenCalledTimes(1);
  expect(live.getSnapshot().executions.get(running(1).id)?.turn).toBe(499);
  vi.advanceTimersByTime(10_000);
  expect(listener).toHaveBeenCalledTimes(1);
});

it("shows the state of the connection", () => {
  const { client, enter } = madeUpClient();
  const live = createLiveState(client);
  expect(live.getSnapshot().connection).toEqual({ status: "connecting" });
  enter({ status: "open" });
  vi.advanceTimersByTime(100);
  expect(live.getSnapshot().connection).toEqual({ status: "open" });
});

it("does not disturb its listeners when nothing they see has changed", () => {
  const { client, send } = madeUpClient();
  const live = createLiveState(client);
  send(snapshot());
  vi.advanceTimersByTime(100);
  const listener = vi.fn<() => void>();
  live.subscribe(listener);
  send(snapshot());
  vi.advanceTimersByTime(100);
  expect(listener).not.toHaveBeenCalled();
});

it("keeps what it knows while the connection is lost, and shows why a watch was refused", () => {
  const { client, send, enter, fail } = madeUpClient();
  const live = createLiveState(client);
  send(snapshot());
  enter({ status: "waiting", retryInMs: 1_000, retryAt: 1_000, attempt: 0 });
  const refused = { code: "not_found" } as HoldfastError;
  fail(refused);
  vi.advanceTimersByTime(100);
  expect(live.getSnapshot()).toMatchObject({ connection: { status: "waiting" }, error: refused });
  expect(live.getSnapshot().projects.get(project.id)).toEqual(project);
});

it("leaves nothing behind when it is closed", () => {
  const rig = madeUpClient();
  const live = createLiveState(rig.client);
  rig.send(snapshot());
  live.close();
  expect(rig.watching).toBe(false);
  expect(vi.getTimerCount()).toBe(0);
});
