import { describe, expect, it } from "vitest";
import { wait } from "../ports/clock.js";
import { ManualClock } from "./manual-clock.js";
import { testIds } from "./test-ids.js";
import { ExecutionId } from "../models/ids.js";

describe("the manual clock", () => {
  it("runs what falls due in order, each at its own time", async () => {
    const clock = new ManualClock(0);
    const ran: [string, number][] = [];
    clock.schedule(20, () => ran.push(["late", clock.now()]));
    clock.schedule(10, () => ran.push(["early", clock.now()]));
    clock.schedule(31, () => ran.push(["not yet", clock.now()]));
    clock.schedule(15, () => ran.push(["cancelled", clock.now()])).cancel();
    await clock.advance(30);
    expect(ran).toEqual([
      ["early", 10],
      ["late", 20],
    ]);
    expect(clock.now()).toBe(30);
    expect(clock.pending).toBe(1);
  });

  it("skips no beat of a loop that waits again and again", async () => {
    const clock = new ManualClock(0);
    const beats: number[] = [];
    const loop = async () => {
      for (let beat = 0; beat < 5; beat += 1) {
        await wait(clock, 10);
        beats.push(clock.now());
      }
    };
    const done = loop();
    await clock.advance(100);
    await done;
    expect(beats).toEqual([10, 20, 30, 40, 50]);
  });

  it("jumps the wall clock without the monotonic one", async () => {
    const clock = new ManualClock(1_000);
    const before = clock.monotonic();
    clock.jumpWall(-500);
    await clock.advance(10);
    expect([clock.now(), clock.monotonic() - before]).toEqual([510, 10]);
  });

  it("starts again after a reboot, with no timer of before", async () => {
    const clock = new ManualClock();
    const { bootId } = clock;
    const before = clock.monotonic();
    clock.schedule(10, () => expect.unreachable());
    clock.reboot();
    expect(clock.bootId).not.toBe(bootId);
    expect(clock.monotonic()).toBeLessThan(before);
    await clock.advance(100);
  });
});

it("test ids are ULIDs that rise, the same in every run", () => {
  const ids = testIds();
  const made = Array.from({ length: 40 }, () => ids.next());
  expect(made).toEqual(made.toSorted());
  expect(new Set(made).size).toBe(40);
  expect(made.every((id) => ExecutionId.safeParse(id).success)).toBe(true);
  expect(testIds().next()).toBe(made[0]);
});
