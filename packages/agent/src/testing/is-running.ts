import { spawnSync } from "node:child_process";

/** Whether a process still runs. A zombie does not: it only waits for its parent to look at it. */
export function isRunning(pid: number): boolean {
  const state = spawnSync("ps", ["-o", "stat=", "-p", String(pid)])
    .stdout.toString()
    .trim();
  return state !== "" && !state.startsWith("Z");
}
