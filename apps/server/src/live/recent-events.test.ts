import { timestampOf, type ProjectId } from "@holdfast/core";
import { expect, it } from "vitest";
import { range } from "../testing/watching.js";
import type { EventMessage } from "./present-rows.js";
import { RecentEvents } from "./recent-events.js";

const message = (seq: number): EventMessage => ({
  type: "event",
  event: {
    seq,
    at: timestampOf(0),
    projectId: "p" as ProjectId,
    executionId: null,
    body: { type: "project.created", name: "p" },
  },
});
const seqsAfter = (recent: RecentEvents, seq: number) => recent.after(seq)?.map(({ event }) => event.seq);

it("gives each reader what comes after its own place", () => {
  const recent = new RecentEvents(10, 100);
  recent.append(range(11, 15).map(message));
  expect(seqsAfter(recent, 10)).toEqual([11, 12, 13, 14, 15]);
  expect(seqsAfter(recent, 13)).toEqual([14, 15]);
  expect(seqsAfter(recent, 15)).toEqual([]);
  expect(recent.last).toBe(15);
});

it("says so when a reader's next event is not held any more", () => {
  const recent = new RecentEvents(10, 3);
  expect(recent.after(9)).toBeUndefined();
  recent.append(range(11, 20).map(message));
  expect(recent.after(16)).toBeUndefined();
  expect(seqsAfter(recent, 17)).toEqual([18, 19, 20]);
});

it("holds no more than twice what it was asked to", () => {
  const recent = new RecentEvents(0, 10);
  for (const seq of range(1, 1_000)) recent.append([message(seq)]);
  expect(recent.after(979)).toBeUndefined();
  expect(recent.after(990)).toHaveLength(10);
});

it("reads on over numbers that the log left out", () => {
  const recent = new RecentEvents(0, 10);
  recent.append([2, 5, 9].map(message));
  expect(seqsAfter(recent, 3)).toEqual([5, 9]);
});
