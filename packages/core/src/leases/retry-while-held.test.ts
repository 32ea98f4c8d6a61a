import { describe, expect, it } from "vitest";
import { HoldfastError } from "../errors/holdfast-error.js";
import { silentLog } from "../ports/log.js";
import { ManualClock } from "../testing/manual-clock.js";
import { retryWhileHeld } from "./retry-while-held.js";

const full = new HoldfastError("storage_full", "The disk is full.");

function rig(heldMs: number) {
  const clock = new ManualClock();
  const untilMs = clock.monotonic() + heldMs;
  const assertHeld = () => {
    if (clock.monotonic() >= untilMs) throw new HoldfastError("lease_lost", "The lease ran out.");
  };
  return { clock, guard: { assertHeld }, log: silentLog };
}

describe("a write while the lease is held", () => {
  it("is tried again after a passing storage failure", async () => {
    const ports = rig(60_000);
    let tries = 0;
    const write = retryWhileHeld(ports, async () => {
      tries += 1;
      if (tries < 4) throw full;
      return "written";
    });
    await ports.clock.advance(10_000);
    expect(await write).toBe("written");
    expect(tries).toBe(4);
  });

  it("is given up when the lease runs out first", async () => {
    const ports = rig(3_000);
    const write = retryWhileHeld(ports, () => Promise.reject(full));
    const [outcome] = await Promise.allSettled([write, ports.clock.advance(10_000)]);
    expect(outcome).toMatchObject({ status: "rejected", reason: { code: "lease_lost" } });
  });

  it("is not tried again after any other failure", async () => {
    const ports = rig(60_000);
    const error = new HoldfastError("storage_corrupt", "The file is damaged.");
    await expect(retryWhileHeld(ports, () => Promise.reject(error))).rejects.toBe(error);
    expect(ports.clock.pending).toBe(0);
  });
});
