/**
 * The screen on made-up executions: `--executions 1000 --projects 5 --updates 10` (a second), `--empty`, and
 * `--crash throw|reject|exit` to see it end badly, on SIGUSR2. For looking at it, for measuring it, and for the tests
 * that need a real process.
 */
import { parseArgs } from "node:util";
import { runTui, type DemoLine } from "../src/index.js";
import { BusyWorld, busyBeatMs } from "../testing/busy-world.js";
import { createSampleActions } from "../testing/sample-actions.js";
import { SampleWorld } from "../testing/sample-world.js";

const { values } = parseArgs({
  options: {
    executions: { type: "string", default: "60" },
    projects: { type: "string", default: "5" },
    updates: { type: "string", default: "10" },
    empty: { type: "boolean", default: false },
    crash: { type: "string" },
  },
});

function busyWorld(): BusyWorld {
  const world = new BusyWorld({
    executions: Number(values.executions),
    projects: Number(values.projects),
    nowMs: Date.now(),
  });
  const updates = Number(values.updates);
  if (updates > 0) setInterval(() => world.progress(Date.now()), 1_000 / updates);
  setInterval(() => world.beat(Date.now()), busyBeatMs);
  return world;
}

function emptyWorld(): SampleWorld {
  const world = new SampleWorld();
  world.open();
  return world;
}

const story: readonly DemoLine[] = [
  { kind: "setup", text: "A git repository with a failing test: /tmp/demo" },
  { kind: "work", text: "Worker 4711 takes the task up" },
  { kind: "kill", text: "SIGKILL to worker 4711, in the middle of the tools of turn 3" },
  { kind: "recovery", text: "Worker 4712 goes on at turn 3; nothing is done twice" },
  { kind: "done", text: "The test passes. Turns lost: 0, calls repeated: 0" },
];

async function demo(say: (line: DemoLine) => void): Promise<void> {
  for (const line of story) {
    say(line);
    await new Promise((resolve) => setTimeout(resolve, 700));
  }
}

const world = values.empty ? emptyWorld() : busyWorld();
const ends: Readonly<Record<string, () => void>> = {
  throw: () => {
    throw new Error("a planted bug");
  },
  reject: () => void Promise.reject(new Error("a planted rejection")),
  exit: () => process.exit(7),
};
process.on("SIGUSR2", () => ends[values.crash ?? ""]?.());
console.log(`pid ${process.pid}`);
process.exit(await runTui({ live: world, actions: createSampleActions(world, Date.now()), demo, version: "0.1.0" }));
