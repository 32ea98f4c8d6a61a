import type { Clock } from "@holdfast/core";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** The longest wait that Node.js can be asked for; a longer one would end at once. */
const maxTimerMs = 2 ** 31 - 1;

/**
 * The machine's own clocks. Timers keep the process alive: whoever sets one waits for it, and cancels it when it stops
 * waiting.
 */
export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    // CLOCK_MONOTONIC on Linux, mach_continuous_time on macOS: one count for all processes since the boot.
    monotonic: () => Number(process.hrtime.bigint() / 1_000_000n),
    bootId: readBootId(),
    schedule,
  };
}

function schedule(ms: number, callback: () => void): { cancel(): void } {
  let timer: NodeJS.Timeout;
  const arm = (leftMs: number) => {
    const nextMs = Math.min(leftMs, maxTimerMs);
    timer = setTimeout(() => (leftMs > nextMs ? arm(leftMs - nextMs) : callback()), nextMs);
  };
  arm(ms);
  return { cancel: () => clearTimeout(timer) };
}

/**
 * Names the boot. Where the system has no name for it, all boots share one, and leases of an earlier boot are told by
 * their times: they end in the past, or further away than they are long.
 */
function readBootId(): string {
  try {
    if (process.platform === "linux") return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    if (process.platform === "darwin") {
      return execFileSync("/usr/sbin/sysctl", ["-n", "kern.bootsessionuuid"], { encoding: "utf8" }).trim();
    }
  } catch {
    // A system that hides it is one that has none.
  }
  return `${process.platform}-boot`;
}
