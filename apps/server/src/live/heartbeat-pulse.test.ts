import { silentLog, timestampOf, type Heartbeat, type Log, type ProjectId } from "@holdfast/core";
import { ManualClock } from "@holdfast/core/testing";
import { expect, it, vi } from "vitest";
import { HeartbeatPulse } from "./heartbeat-pulse.js";

function beat(execution: string, second: number): Heartbeat {
  const ids = { executionId: execution, agentId: "agent", taskId: "task", workerId: "worker" };
  return { ...ids, lastHeartbeatAt: timestampOf(second * 1_000) } as Heartbeat;
}

function pulseOf(log: Log = silentLog) {
  const clock = new ManualClock();
  const heartbeats = vi.fn<(projectId?: ProjectId) => Promise<readonly Heartbeat[]>>(async () => []);
  const pulse = new HeartbeatPulse({ executions: { heartbeats }, clock, log, intervalMs: 500 });
  return { clock, heartbeats, pulse };
}

it("tells a follower of all beats first, then of those that changed", async () => {
  const { clock, heartbeats, pulse } = pulseOf();
  const onBeat = vi.fn<() => void>();
  const follower = pulse.follow(undefined, onBeat);
  heartbeats.mockResolvedValue([beat("one", 1), beat("two", 1)]);
  expect(follower.take()).toEqual([]);
  await clock.advance(500);
  expect(onBeat).toHaveBeenCalledTimes(1);
  expect(follower.take()).toEqual([beat("one", 1), beat("two", 1)]);
  heartbeats.mockResolvedValue([beat("one", 1), beat("two", 2)]);
  await clock.advance(500);
  expect(follower.take()).toEqual([beat("two", 2)]);
  await clock.advance(500);
  expect(onBeat).toHaveBeenCalledTimes(2);
  expect(follower.take()).toEqual([]);
  follower.close();
});

it("gives a slow follower the latest beats only, each once", async () => {
  const { clock, heartbeats, pulse } = pulseOf();
  const follower = pulse.follow(undefined, () => {});
  for (const second of [1, 2, 3, 4]) {
    heartbeats.mockResolvedValue([beat("one", second), beat("two", 1)]);
    await clock.advance(500);
  }
  expect(follower.take()).toEqual([beat("one", 4), beat("two", 1)]);
  expect(follower.take()).toEqual([]);
  follower.close();
});

it("tells a follower that comes later of all beats, with the next pulse", async () => {
  const { clock, heartbeats, pulse } = pulseOf();
  heartbeats.mockResolvedValue([beat("one", 1)]);
  const first = pulse.follow(undefined, () => {});
  await clock.advance(500);
  first.take();
  const later = pulse.follow(undefined, () => {});
  await clock.advance(500);
  expect(later.take()).toEqual([beat("one", 1)]);
  expect(first.take()).toEqual([]);
  first.close();
  later.close();
});

it("never calls a follower more often than its interval", async () => {
  const { clock, heartbeats, pulse } = pulseOf();
  let second = 0;
  heartbeats.mockImplementation(async () => [beat("one", (second += 1))]);
  const onBeat = vi.fn<() => void>();
  const follower = pulse.follow(undefined, onBeat);
  await clock.advance(10_000);
  expect(onBeat).toHaveBeenCalledTimes(20);
  follower.close();
});

it("has one timer and one read a project, however many follow, and none when nobody does", async () => {
  const { clock, heartbeats, pulse } = pulseOf();
  const [one, two] = ["one", "two"] as ProjectId[];
  const followers = [undefined, undefined, one, one, two].map((project) => pulse.follow(project, () => {}));
  expect(clock.pending).toBe(1);
  await clock.advance(500);
  expect(heartbeats.mock.calls.map(([project]) => project)).toEqual([undefined, one, two]);
  for (const follower of followers) follower.close();
  expect(clock.pending).toBe(0);
});

it("is not started twice by a follower that comes while it reads", async () => {
  const { clock, heartbeats, pulse } = pulseOf();
  let answer = () => {};
  heartbeats.mockImplementationOnce(() => new Promise((resolve) => (answer = () => resolve([]))));
  const first = pulse.follow(undefined, () => {});
  await clock.advance(500);
  first.close();
  const second = pulse.follow(undefined, () => {});
  answer();
  await clock.advance(0);
  expect(clock.pending).toBe(1);
  second.close();
});

it("goes on when heartbeats cannot be read for a while, and says so", async () => {
  const warn = vi.fn<Log["warn"]>();
  const { clock, heartbeats, pulse } = pulseOf({ ...silentLog, warn });
  heartbeats.mockRejectedValueOnce(new Error("disk I/O error"));
  const follower = pulse.follow(undefined, () => {});
  await clock.advance(500);
  expect(warn).toHaveBeenCalledTimes(1);
  heartbeats.mockResolvedValue([beat("one", 1)]);
  await clock.advance(500);
  expect(follower.take()).toEqual([beat("one", 1)]);
  follower.close();
});
