import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { at, sampleHeartbeat, sampleRunning } from "../../testing/sample-rows.js";
import { SampleWorld } from "../../testing/sample-world.js";
import { Activity } from "./activity.js";
import { BeatIntervals } from "./beat-intervals.js";
import { freshnessOf } from "./freshness.js";
import { PacedLive } from "./paced-live.js";

const startMs = Date.UTC(2026, 0, 31, 9, 30);
const running = (turn: number) => sampleRunning(1, 0, turn, startMs);

describe("a heartbeat", () => {
  it("is fresh until a beat was missed, and stale when its lease is used up", () => {
    expect([0, 15_000, 46_000, 47_000, 91_000, 92_000].map((ageMs) => freshnessOf(ageMs, 30_000))).toEqual([
      "fresh",
      "fresh",
      "fresh",
      "late",
      "late",
      "stale",
    ]);
  });

  it("is judged by how often its worker really beats", () => {
    const intervals = new BeatIntervals();
    const { workerId } = running(1);
    expect(intervals.of(workerId)).toBe(30_000);
    for (const second of [0, 5, 5, 10, 25]) intervals.observe(sampleHeartbeat(running(1), startMs + second * 1_000));
    // The gap of 15 s has missed beats in it.
    expect(intervals.of(workerId)).toBe(5_000);
  });
});

describe("a sparkline", () => {
  const bucketMs = 3_000;
  const view = (turn: number, beatMs: number) => {
    const world = new SampleWorld();
    world.open({ executions: [running(turn)], heartbeats: [sampleHeartbeat(running(turn), beatMs)] });
    return world.getSnapshot();
  };

  it("tells turns, signs of life without a turn, and silence", () => {
    const activity = new Activity();
    const look = (bucket: number, turn: number, beatMs: number) =>
      activity.observe(view(turn, beatMs), startMs + bucket * bucketMs);
    look(0, 1, startMs);
    look(1, 5, startMs + 3_000);
    look(2, 5, startMs + 6_000);
    look(4, 6, startMs + 6_000);
    expect(activity.sparkline(running(1).id, 6, startMs + 5 * bucketMs)).toBe("▁█▁·▃·");
  });

  it("forgets what is older than it shows, and executions that have stopped", () => {
    const activity = new Activity();
    activity.observe(view(1, startMs), startMs);
    expect(activity.sparkline(running(1).id, 4, startMs + 3_600_000)).toBe("····");
    const world = new SampleWorld();
    world.open({ executions: [running(1)] });
    activity.observe(world.getSnapshot(), startMs + 3_600_000);
    expect(activity.sparkline(running(1).id, 4, startMs)).toBe("");
  });
});

describe("the pace", () => {
  beforeEach(() => void vi.useFakeTimers({ now: startMs }));
  afterEach(() => void vi.useRealTimers());

  const follow = () => {
    const world = new SampleWorld();
    world.open();
    const live = new PacedLive(world, Date.now, { flushMs: 125, idleMs: 1_000 });
    const shown: number[] = [];
    live.subscribe(() => shown.push(live.getSnapshot().nowMs - startMs));
    return { world, live, shown };
  };

  it("is eight pictures a second, however much happens", () => {
    const { world, shown } = follow();
    const change = setInterval(() => world.connection({ status: "open" }), 5);
    vi.advanceTimersByTime(1_000);
    clearInterval(change);
    expect(shown.length).toBeGreaterThanOrEqual(7);
    expect(shown.length).toBeLessThanOrEqual(8);
  });

  it("is one a second while nothing happens, so that ages tick", () => {
    const { shown } = follow();
    vi.advanceTimersByTime(5_000);
    expect(shown).toEqual([1_000, 2_000, 3_000, 4_000, 5_000]);
  });

  it("shows a change after a quiet time at once", () => {
    const { world, shown } = follow();
    vi.advanceTimersByTime(700);
    world.event(running(1).projectId, { type: "execution.completed" }, {}, startMs);
    vi.advanceTimersByTime(0);
    expect(shown).toEqual([700]);
  });

  it("ends: nothing is told afterwards", () => {
    const { world, live, shown } = follow();
    live.close();
    world.say({ type: "heartbeats", at: at(startMs), heartbeats: [] });
    vi.advanceTimersByTime(5_000);
    expect(shown).toEqual([]);
  });
});
