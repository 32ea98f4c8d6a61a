import { setImmediate } from "node:timers/promises";
import { timestampOf, type Clock, type ProjectId, type Store, type WatchMessage } from "@holdfast/core";
import { tracked, type TrackedEnvelope } from "@trpc/server";
import type { SocketFlow } from "../connection/socket-flow.js";
import { formatCursor, parseCursor } from "./cursor.js";
import { Doorbell } from "./doorbell.js";
import type { EventTail } from "./event-tail.js";
import type { HeartbeatPulse } from "./heartbeat-pulse.js";
import { withPresentRows, type EventMessage } from "./present-rows.js";
import { readSnapshot } from "./snapshot.js";

const logPageSize = 200;

export interface WatchRequest {
  readonly projectId?: ProjectId | undefined;
  /** The cursor of the last message the client saw. */
  readonly lastEventId?: string | null | undefined;
  readonly flow: Pick<SocketFlow, "congested" | "room">;
}

export interface WatchSources {
  readonly store: Store;
  readonly clock: Clock;
  readonly tail: EventTail;
  readonly pulse: HeartbeatPulse;
  /** A watcher further behind than this gets a new snapshot. */
  readonly replayedEvents: number;
}

/**
 * One watcher's messages. It attaches to the tail before it reads anything, and from then on reads the log in order
 * from its own place in it: nothing is missed and nothing comes twice. A watcher that cannot keep up waits for room in
 * its socket and then goes on from where it was, or from a new snapshot when that is too far behind.
 *
 * Every message carries the cursor, heartbeats too: a client that reconnects presents the id of whatever came last.
 */
export async function* watchStream(
  { projectId, lastEventId, flow }: WatchRequest,
  sources: WatchSources,
  signal: AbortSignal,
): AsyncGenerator<TrackedEnvelope<WatchMessage>, void, undefined> {
  const { store, clock, tail, pulse } = sources;
  const bell = new Doorbell();
  signal.addEventListener("abort", bell.ring, { once: true });
  const unfollow = await tail.follow(bell.ring);
  const beats = pulse.follow(projectId, bell.ring);
  try {
    let seq = await placeOf(lastEventId, sources);
    let reason: "first" | "reset" = lastEventId == null ? "first" : "reset";
    while (!signal.aborted) {
      await flow.room();
      if (seq === undefined) {
        const snapshot = await readSnapshot(store, projectId);
        yield message(snapshot.seq, { type: "snapshot", reason, snapshot });
        seq = snapshot.seq;
        reason = "reset";
      }
      const page = fromTail(tail, seq) ?? (await fromLog(seq, projectId, sources));
      if (page === "too_far_behind") {
        seq = undefined;
        continue;
      }
      for (const eventMessage of page.messages) {
        const { event } = eventMessage;
        if (projectId !== undefined && event.projectId !== projectId) continue;
        if (flow.congested) await flow.room();
        if (signal.aborted) return;
        yield message(event.seq, eventMessage);
      }
      const moved = page.upTo > seq;
      seq = page.upTo;
      const heartbeats = beats.take();
      if (heartbeats.length > 0) {
        await flow.room();
        yield message(seq, { type: "heartbeats", at: timestampOf(clock.now()), heartbeats });
      }
      // A long replay must not keep the other connections waiting.
      await (moved ? setImmediate() : bell.rung());
    }
  } finally {
    signal.removeEventListener("abort", bell.ring);
    beats.close();
    unfollow();
  }

  function message(at: number, content: WatchMessage): TrackedEnvelope<WatchMessage> {
    return tracked(formatCursor({ epoch: store.events.epoch, seq: at }), content);
  }
}

/** Where to go on; undefined for a client that needs a snapshot: a new one, or one that comes from elsewhere. */
async function placeOf(lastEventId: string | null | undefined, { store }: WatchSources): Promise<number | undefined> {
  const cursor = lastEventId == null ? undefined : parseCursor(lastEventId);
  if (cursor?.epoch !== store.events.epoch) return undefined;
  // A log that ends before what the client saw was restored from a backup: it is another history.
  return cursor.seq <= (await store.events.last()) ? cursor.seq : undefined;
}

interface Page {
  readonly messages: readonly EventMessage[];
  /** All events up to this number are in it, or are of other projects. */
  readonly upTo: number;
}

function fromTail(tail: EventTail, seq: number): Page | undefined {
  const messages = tail.after(seq);
  return messages && { messages, upTo: messages.at(-1)?.event.seq ?? seq };
}

async function fromLog(
  seq: number,
  projectId: ProjectId | undefined,
  { store, replayedEvents }: WatchSources,
): Promise<Page | "too_far_behind"> {
  const last = await store.events.last();
  if (last - seq > replayedEvents) return "too_far_behind";
  const events = await store.events.read({ after: seq, limit: logPageSize, projectId });
  const messages = await withPresentRows(store, events);
  const newest = events.at(-1)?.seq ?? seq;
  return { messages, upTo: events.length < logPageSize ? Math.max(last, newest) : newest };
}
