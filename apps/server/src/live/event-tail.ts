import type { Clock, Log, Store } from "@holdfast/core";
import { Doorbell } from "./doorbell.js";
import { withPresentRows, type EventMessage } from "./present-rows.js";
import { RecentEvents } from "./recent-events.js";

const pageSize = 500;
const busyMs = 100;
const idleMs = 250;
const idleStepMs = 25;
const retryMs = 1_000;

export interface EventTailOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Newest events kept for watchers. */
  readonly recentEvents: number;
}

/**
 * Follows the event log for all watchers of this server, whichever process writes to it. It runs while somebody
 * watches and looks into the log every 100 ms, every 250 ms when nothing happens.
 */
export class EventTail {
  readonly #options: EventTailOptions;
  readonly #followers = new Set<() => void>();
  #run: TailRun | undefined;

  constructor(options: EventTailOptions) {
    this.#options = options;
  }

  /**
   * Resolves when `after` will find every event committed from now on. Returns what ends it.
   * @param onNews called when there is something new.
   */
  async follow(onNews: () => void): Promise<() => void> {
    this.#followers.add(onNews);
    const unfollow = () => {
      this.#followers.delete(onNews);
      if (this.#followers.size === 0) this.close();
    };
    this.#run ??= new TailRun(this.#options, () => {
      for (const follower of this.#followers) follower();
    });
    try {
      await this.#run.started;
    } catch (error) {
      unfollow();
      throw error;
    }
    return unfollow;
  }

  /** The next events after a number; undefined when they must be read from the log. */
  after(seq: number): readonly EventMessage[] | undefined {
    return this.#run?.recent?.after(seq);
  }

  /** Looks into the log now instead of at the next poll. */
  nudge(): void {
    this.#run?.nudge();
  }

  close(): void {
    this.#run?.close();
    this.#run = undefined;
  }
}

/** From the first watcher to the last. */
class TailRun {
  readonly started: Promise<void>;
  recent: RecentEvents | undefined;
  readonly #options: EventTailOptions;
  readonly #onNews: () => void;
  readonly #bell = new Doorbell();
  #over = false;

  constructor(options: EventTailOptions, onNews: () => void) {
    this.#options = options;
    this.#onNews = onNews;
    this.started = this.#start();
  }

  nudge(): void {
    this.#bell.ring();
  }

  close(): void {
    this.#over = true;
    this.#bell.ring();
  }

  async #start(): Promise<void> {
    const { store, recentEvents } = this.#options;
    const recent = new RecentEvents(await store.events.last(), recentEvents);
    this.recent = recent;
    void this.#poll(recent);
  }

  async #poll(recent: RecentEvents): Promise<void> {
    let pauseMs = busyMs;
    while (!this.#over) {
      const timer = this.#options.clock.schedule(pauseMs, this.#bell.ring);
      await this.#bell.rung();
      timer.cancel();
      if (!this.#over) pauseMs = await this.#read(recent, pauseMs);
    }
  }

  /** Reads one page. @returns how long to wait before the next. */
  async #read(recent: RecentEvents, pauseMs: number): Promise<number> {
    const { store, log } = this.#options;
    try {
      const events = await store.events.read({ after: recent.last, limit: pageSize });
      if (events.length === 0) return Math.min(idleMs, pauseMs + idleStepMs);
      recent.append(await withPresentRows(store, events));
      this.#onNews();
      return events.length < pageSize ? busyMs : 0;
    } catch (error) {
      log.warn({ err: error }, "could not read the event log; trying again");
      return retryMs;
    }
  }
}
