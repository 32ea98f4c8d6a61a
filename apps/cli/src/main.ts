#!/usr/bin/env node
import { interrupted, reportFailure } from "./output/report-failure.js";
import { openTerminal } from "./output/terminal.js";
import { createProgram } from "./program.js";

const stop = new AbortController();
let asked = 0;
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => {
    asked += 1;
    // A second signal does not wait for the first one's grace.
    if (asked > 1) process.exit(interrupted);
    stop.abort();
  });
}
// A reader that went away (`holdfast … | head`) is no failure: what runs is given back as at any other stop.
let unread = false;
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") process.exit(1);
  unread = true;
  stop.abort();
});

try {
  const program = await createProgram(process.argv.slice(2), stop.signal);
  await program.parseAsync(process.argv);
} catch (error) {
  if (!stop.signal.aborted) process.exitCode = reportFailure(openTerminal(process.argv.includes("--json")), error);
}
// Leases are released or left to expire: a tool that does not heed its signal must not act on in this process.
if (stop.signal.aborted) process.exit(unread ? 0 : interrupted);
