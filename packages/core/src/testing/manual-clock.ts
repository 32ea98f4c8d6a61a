import type { Clock } from "../ports/clock.js";

interface Timer {
  readonly dueMs: number;
  readonly callback: () => void;
}

/** A clock that moves only when a test moves it. */
export class ManualClock implements Clock {
  #wallMs: number;
  #monotonicMs = 1_000_000;
  #boot = 1;
  readonly #timers = new Set<Timer>();

  /** @param wallMs where the wall clock starts; default 2026-01-01T00:00:00Z. */
  constructor(wallMs: number = Date.UTC(2026, 0, 1)) {
    this.#wallMs = wallMs;
  }

  now(): number {
    return this.#wallMs;
  }

  monotonic(): number {
    return this.#monotonicMs;
  }

  get bootId(): string {
    return `boot-${this.#boot}`;
  }

  /** Timers that have not run and were not cancelled. */
  get pending(): number {
    return this.#timers.size;
  }

  schedule(ms: number, callback: () => void): { cancel(): void } {
    const timer = { dueMs: this.#monotonicMs + Math.max(0, ms), callback };
    this.#timers.add(timer);
    return { cancel: () => void this.#timers.delete(timer) };
  }

  /**
   * Moves both clocks forward and runs what falls due on the way, each timer at its own time, in order. What is under
   * way, and what a timer sets off, gets to run before time goes on, so that no timer of theirs is skipped.
   */
  async advance(ms: number): Promise<void> {
    await settled();
    const untilMs = this.#monotonicMs + ms;
    for (let timer = this.#nextDue(untilMs); timer !== undefined; timer = this.#nextDue(untilMs)) {
      this.#move(Math.max(timer.dueMs, this.#monotonicMs));
      this.#timers.delete(timer);
      timer.callback();
      await settled();
    }
    this.#move(untilMs);
    await settled();
  }

  /** Time passes and no timer runs, as in a process that is frozen; what fell due runs with the next `advance`. */
  suspend(ms: number): void {
    this.#move(this.#monotonicMs + ms);
  }

  /** Sets the wall clock forward or back, as NTP or an administrator does; the monotonic clock and timers do not notice. */
  jumpWall(ms: number): void {
    this.#wallMs += ms;
  }

  /** Another boot of the machine: timers are gone, and the monotonic clock counts from elsewhere under another name. */
  reboot(): void {
    this.#boot += 1;
    this.#monotonicMs = 1_000;
    this.#timers.clear();
  }

  #move(toMs: number): void {
    this.#wallMs += toMs - this.#monotonicMs;
    this.#monotonicMs = toMs;
  }

  #nextDue(untilMs: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.dueMs <= untilMs && (next === undefined || timer.dueMs < next.dueMs)) next = timer;
    }
    return next;
  }
}

/** Resolves when every promise that could go on has gone on. */
function settled(): Promise<void> {
  // oxlint-disable-next-line no-restricted-globals -- the event loop's own turn is no I/O and takes no time
  return new Promise((resolve) => setImmediate(resolve));
}
