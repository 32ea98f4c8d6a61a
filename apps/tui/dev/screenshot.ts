/**
 * Writes a picture of the running screen: `node …/screenshot.js docs/images/tui.svg [--columns 120] [--rows 31] [--keys …]`.
 * The screen is the real one, on a terminal without a window.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { runTui } from "../src/index.js";
import { BusyWorld, busyBeatMs } from "../testing/busy-world.js";
import { createSampleActions } from "../testing/sample-actions.js";
import { VirtualTerminal } from "../testing/virtual-terminal.js";
import { svgOfScreen } from "./svg-of-screen.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    columns: { type: "string", default: "120" },
    rows: { type: "string", default: "31" },
    keys: { type: "string", multiple: true, default: [":project shop-api\r"] },
  },
});

/** The time of the picture: the same in each, so that it only changes when the screen does. */
const startMs = Date.UTC(2026, 0, 31, 9, 30);
const historyMs = 47_000;
const tickMs = 250;

/** One worker that has missed a beat in the picture. */
const lateWorker = 1;
const lateFromMs = startMs + 36_000;

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let nowMs = startMs;
const world = new BusyWorld({ projects: 5, executions: 96, nowMs });
const terminal = new VirtualTerminal(Number(values.columns), Number(values.rows));
const { stdin, stdout } = terminal;
const env = { TERM: "xterm-256color", COLORTERM: "", FORCE_COLOR: undefined };
const ended = runTui({
  live: world,
  actions: createSampleActions(world, startMs + historyMs),
  stdin,
  stdout,
  env,
  version: "0.1.0",
  now: () => nowMs,
});
await terminal.until("live");

// Lets some time pass, with things happening in it at different speeds, so that there is something to see. The screen
// looks at the world whenever our clock has moved on far enough, so that each picture has the same history.
for (let tick = 0; nowMs < startMs + historyMs; tick += 1) {
  nowMs += tickMs;
  for (let count = tick % 12; count < 9; count += 1) world.progress(nowMs);
  if (tick % (busyBeatMs / tickMs) === 0) world.beat(nowMs, (worker) => worker === lateWorker && nowMs > lateFromMs);
  await rest(5);
}
for (const keys of values.keys) {
  terminal.type(keys);
  // Until what is asked for then has been loaded.
  await rest(500);
}
const [file = "docs/images/tui.svg"] = positionals;
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, svgOfScreen(terminal, "holdfast tui"));
terminal.type("\u0003");
process.exit(await ended);
