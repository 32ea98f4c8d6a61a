import { HoldfastError, silentLog, type EventLog, type HoldfastEvent } from "@holdfast/core";
import { createMemoryStore, ManualClock, testIds } from "@holdfast/core/testing";
import { expect, it } from "vitest";
import { printEvents } from "./print-events.js";

it("goes on from its place when the log could not be read, and warns", async () => {
  const clock = new ManualClock();
  const { events, projects } = createMemoryStore({ clock, ids: testIds() });
  let failures = 0;
  const log: EventLog = {
    ...events,
    read: async (query) => {
      if (query.after === 1 && (failures += 1) <= 2) throw new HoldfastError("storage_busy", "locked");
      return events.read(query);
    },
  };
  const printed: HoldfastEvent[] = [];
  const warnings: string[] = [];
  const over = new AbortController();
  await projects.createProject({ name: "one", root: "/one" });
  const printing = printEvents(
    { log, clock, after: 0, signal: over.signal },
    { ...silentLog, warn: (_, message) => void warnings.push(message) },
    (event) => printed.push(event),
  );
  await clock.advance(200);
  await projects.createProject({ name: "two", root: "/two" });
  await clock.advance(5_000);
  over.abort();
  await printing;
  expect(printed.map(({ seq }) => seq)).toEqual([1, 2]);
  expect(warnings).toHaveLength(2);
});
