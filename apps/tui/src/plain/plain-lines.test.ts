import { noRows } from "@holdfast/client";
import { expect, it } from "vitest";
import { sampleHeartbeat, sampleProject, sampleRunning, sampleTask } from "../../testing/sample-rows.js";
import { SampleWorld } from "../../testing/sample-world.js";
import { plainLines } from "./plain-lines.js";

const nowMs = Date.UTC(2026, 0, 31, 9, 30);

it("tells the same without a screen", () => {
  const world = new SampleWorld();
  const execution = sampleRunning(1, 0, 7, nowMs);
  world.open({
    projects: [sampleProject(0, nowMs)],
    tasks: [sampleTask(1, 0, "Mend\u001b[2J it", nowMs)],
    executions: [execution],
    heartbeats: [sampleHeartbeat(execution, nowMs - 3_000)],
  });
  expect(plainLines(world.getSnapshot(), nowMs)).toEqual([
    "shop-api  active  1 execution, 1 running",
    `  ${execution.id}  running    fixer          turn 7    19k tokens  beat 3s ago   Mend␛[2J it`,
  ]);
});

it("says so when there is nothing", () => {
  expect(plainLines(noRows, nowMs)).toEqual(["No projects yet."]);
});
