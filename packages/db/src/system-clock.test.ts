import { execFileSync } from "node:child_process";
import { describe, expect, it, vi } from "vitest";
import { systemClock } from "./system-clock.js";

describe("the system clock", () => {
  it("tells the wall time", () => {
    const before = Date.now();
    const now = systemClock().now();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  it("shares its monotonic clock and its boot with other processes", () => {
    const here = systemClock();
    const before = here.monotonic();
    const there = execFileSync(process.execPath, ["-p", "Number(process.hrtime.bigint() / 1000000n)"], {
      encoding: "utf8",
    });
    expect(Number(there)).toBeGreaterThanOrEqual(before);
    expect(Number(there)).toBeLessThanOrEqual(here.monotonic());
    expect(here.bootId).toBe(systemClock().bootId);
    expect(here.bootId).not.toBe("");
  });

  it("counts whole milliseconds", () => {
    expect(Number.isInteger(systemClock().monotonic())).toBe(true);
  });

  it("calls back after the time, unless it is cancelled", () => {
    vi.useFakeTimers();
    const called: string[] = [];
    const clock = systemClock();
    clock.schedule(50, () => called.push("kept"));
    clock.schedule(50, () => called.push("cancelled")).cancel();
    vi.advanceTimersByTime(49);
    expect(called).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(called).toEqual(["kept"]);
    vi.useRealTimers();
  });

  it("waits longer than Node.js can be asked to", () => {
    vi.useFakeTimers();
    const days = 86_400_000;
    const called: string[] = [];
    const clock = systemClock();
    clock.schedule(60 * days, () => called.push("late"));
    clock.schedule(60 * days, () => called.push("cancelled")).cancel();
    vi.advanceTimersByTime(60 * days - 1);
    expect(called).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(called).toEqual(["late"]);
    vi.useRealTimers();
  });
});
