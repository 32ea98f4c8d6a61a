import type { LiveView } from "@holdfast/client";
import { Activity } from "./activity.js";
import type { LiveSource } from "./live-source.js";

/** What one frame shows: the view at one instant. */
export interface Moment {
  readonly view: LiveView;
  readonly nowMs: number;
  readonly activity: Activity;
}

export interface Pace {
  /** Changes are shown at most this often. */
  readonly flushMs: number;
  /** Without a change, time still goes on this often: ages tick. */
  readonly idleMs: number;
}

/** Eight frames a second are live to the eye; one a second is enough for a clock. */
const defaultPace: Pace = { flushMs: 125, idleMs: 1_000 };

/** A live source at the pace of a screen, however fast it changes. */
export class PacedLive {
  readonly #activity = new Activity();
  readonly #listeners = new Set<() => void>();
  readonly #stop: () => void;
  #moment: Moment;
  #timer: ReturnType<typeof setTimeout>;
  #changed = false;

  constructor(
    private readonly source: LiveSource,
    private readonly now: () => number,
    private readonly pace: Pace = defaultPace,
  ) {
    this.#moment = this.#observe();
    this.#timer = setTimeout(this.#flush, pace.idleMs);
    this.#stop = source.subscribe(this.#onChange);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): Moment => this.#moment;

  close(): void {
    this.#stop();
    clearTimeout(this.#timer);
    this.#listeners.clear();
  }

  readonly #onChange = (): void => {
    if (this.#changed) return;
    this.#changed = true;
    const sinceMs = this.now() - this.#moment.nowMs;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#flush, Math.max(0, this.pace.flushMs - Math.max(0, sinceMs)));
  };

  readonly #flush = (): void => {
    this.#changed = false;
    this.#moment = this.#observe();
    this.#timer = setTimeout(this.#flush, this.pace.idleMs);
    for (const listener of this.#listeners) listener();
  };

  #observe(): Moment {
    const view = this.source.getSnapshot();
    const nowMs = this.now();
    this.#activity.observe(view, nowMs);
    return { view, nowMs, activity: this.#activity };
  }
}
