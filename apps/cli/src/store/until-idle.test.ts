import { Control } from "@holdfast/core";
import { createMemoryStore, ManualClock, testIds } from "@holdfast/core/testing";
import { expect, it } from "vitest";
import { untilIdle } from "./until-idle.js";

it("is not idle while an old execution is left behind more new ones of other agents than a list holds", async () => {
  const clock = new ManualClock();
  const store = createMemoryStore({ clock, ids: testIds() });
  const control = new Control(store);
  const { id: projectId } = await control.createProject({ name: "site", root: "/site" });
  await control.createAgent({ projectId, name: "writer" });
  await control.createAgent({ projectId, name: "other" });
  const { execution } = await control.startTask({ projectId, agent: "writer", prompt: "write" });
  for (let count = 0; count < 1_001; count += 1) await control.startTask({ projectId, agent: "other", prompt: "wait" });

  let idle = false;
  const signal = new AbortController().signal;
  const waiting = untilIdle({ scan: async () => {} }, ["writer"], store, clock, signal).then(() => (idle = true));
  await clock.advance(1_000);
  expect(idle).toBe(false);
  await control.cancel({ executionId: execution.id });
  await clock.advance(1_000);
  await waiting;
  expect(idle).toBe(true);
});
