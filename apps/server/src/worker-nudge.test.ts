import { silentLog, type Log } from "@holdfast/core";
import { expect, it, vi } from "vitest";
import { gate } from "./testing/gate.js";
import { workerNudge } from "./worker-nudge.js";

it("lets a worker look once more for all that was changed while it looked", async () => {
  const looked = gate();
  const scan = vi.fn<() => Promise<void>>(() => looked.passed);
  const nudge = workerNudge({ workers: [{ scan }], log: silentLog });
  for (let change = 0; change < 100; change += 1) nudge();
  expect(scan).toHaveBeenCalledTimes(1);
  looked.open();
  await vi.waitFor(() => expect(scan).toHaveBeenCalledTimes(2));
  nudge();
  await vi.waitFor(() => expect(scan).toHaveBeenCalledTimes(3));
});

it("goes on after a worker failed to look, and says so", async () => {
  const warn = vi.fn<Log["warn"]>();
  const scan = vi.fn<() => Promise<void>>(async () => {
    throw new Error("disk I/O error");
  });
  const nudge = workerNudge({ workers: [{ scan }], log: { ...silentLog, warn } });
  nudge();
  await vi.waitFor(() => expect(warn).toHaveBeenCalledTimes(1));
  nudge();
  await vi.waitFor(() => expect(warn).toHaveBeenCalledTimes(2));
});
