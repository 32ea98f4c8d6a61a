import { Control, silentLog, type Log } from "@holdfast/core";
import { createMemoryStore, ManualClock, testIds } from "@holdfast/core/testing";
import { expect, it, vi } from "vitest";
import { EventTail } from "./event-tail.js";

function tailOf(log: Log = silentLog) {
  const clock = new ManualClock();
  const store = createMemoryStore({ clock, ids: testIds() });
  const control = new Control(store);
  const reads = vi.spyOn(store.events, "read");
  const tail = new EventTail({ store, clock, log, recentEvents: 100 });
  const create = (name: string) => control.createProject({ name, root: "/" });
  const seqsAfter = (seq: number) => tail.after(seq)?.map(({ event }) => event.seq);
  return { clock, store, reads, tail, create, seqsAfter };
}

it("finds what any process commits, within 100 ms of the news before it", async () => {
  const { clock, tail, create, seqsAfter } = tailOf();
  await create("before");
  const onNews = vi.fn<() => void>();
  const unfollow = await tail.follow(onNews);
  await create("one");
  await create("two");
  expect(seqsAfter(1)).toEqual([]);
  await clock.advance(100);
  expect(seqsAfter(1)).toEqual([2, 3]);
  expect(onNews).toHaveBeenCalledTimes(1);
  expect(tail.after(0)).toBeUndefined();
  unfollow();
});

it("looks less often when nothing happens, down to every 250 ms", async () => {
  const { clock, reads, tail, create } = tailOf();
  const unfollow = await tail.follow(() => {});
  await clock.advance(10_000);
  reads.mockClear();
  await clock.advance(2_500);
  expect(reads).toHaveBeenCalledTimes(10);
  await create("one");
  await clock.advance(250);
  reads.mockClear();
  await clock.advance(100);
  expect(reads).toHaveBeenCalledTimes(1);
  unfollow();
});

it("looks at once when it is nudged", async () => {
  const { clock, tail, create, seqsAfter } = tailOf();
  const unfollow = await tail.follow(() => {});
  await create("one");
  tail.nudge();
  await clock.advance(0);
  expect(seqsAfter(0)).toEqual([1]);
  unfollow();
});

it("has one timer for all followers, and none when the last has gone", async () => {
  const { clock, tail, reads } = tailOf();
  const unfollow = await Promise.all([tail.follow(() => {}), tail.follow(() => {}), tail.follow(() => {})]);
  expect(clock.pending).toBe(1);
  for (const stop of unfollow) stop();
  await clock.advance(0);
  expect(clock.pending).toBe(0);
  reads.mockClear();
  await clock.advance(10_000);
  expect(reads).not.toHaveBeenCalled();
});

it("starts anew for a follower that comes while it ends", async () => {
  const { clock, tail, create, seqsAfter } = tailOf();
  const unfollow = await tail.follow(() => {});
  unfollow();
  const again = await tail.follow(() => {});
  await create("one");
  await clock.advance(100);
  expect(seqsAfter(0)).toEqual([1]);
  expect(clock.pending).toBe(1);
  again();
});

it("goes on when the log cannot be read for a while, and says so", async () => {
  const warn = vi.fn<Log["warn"]>();
  const { clock, store, tail, create, seqsAfter } = tailOf({ ...silentLog, warn });
  const unfollow = await tail.follow(() => {});
  await create("one");
  store.faults.failNext("read", new Error("disk I/O error"));
  await clock.advance(100);
  expect(seqsAfter(0)).toEqual([]);
  expect(warn).toHaveBeenCalledTimes(1);
  await clock.advance(1_000);
  expect(seqsAfter(0)).toEqual([1]);
  unfollow();
});

it("refuses a follower when it cannot start, and leaves nothing behind", async () => {
  const { clock, store, tail } = tailOf();
  store.faults.failNext("last", new Error("disk I/O error"));
  await expect(tail.follow(() => {})).rejects.toThrow("disk I/O error");
  expect(clock.pending).toBe(0);
  const unfollow = await tail.follow(() => {});
  expect(clock.pending).toBe(1);
  unfollow();
});
