import { expect, it } from "vitest";
import { ManualClock } from "../testing/manual-clock.js";
import { createMemoryStore } from "../testing/memory/memory-store.js";
import { testIds } from "../testing/test-ids.js";
import { Control } from "./control.js";
import { tailEvents } from "./tail-events.js";

it("yields what is there and what comes, once, in order, and ends with its signal", async () => {
  const clock = new ManualClock();
  const store = createMemoryStore({ clock, ids: testIds() });
  const control = new Control(store);
  await control.createProject({ name: "one", root: "/one" });
  const over = new AbortController();
  const seen: number[] = [];
  const tail = (async () => {
    for await (const event of tailEvents({ log: store.events, clock, after: 0, signal: over.signal }))
      seen.push(event.seq);
  })();
  await clock.advance(50);
  expect(seen).toEqual([1]);
  await control.createProject({ name: "two", root: "/two" });
  await clock.advance(100);
  expect(seen).toEqual([1, 2]);
  await control.createProject({ name: "three", root: "/three" });
  over.abort();
  await tail;
  expect(seen).toEqual([1, 2, 3]);
  expect(clock.pending).toBe(0);
});
