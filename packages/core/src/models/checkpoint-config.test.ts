import { describe, expect, it } from "vitest";
import { checkpointConfig } from "./checkpoint-config.js";

describe("the checkpoint config", () => {
  it("has defaults for everything", () => {
    expect(checkpointConfig()).toEqual({
      everyTurns: 1,
      heartbeatIntervalMs: 30_000,
      leaseMs: 90_000,
      maxResumeAttempts: 2,
      retention: "keep",
    });
  });

  it("makes the lease three heartbeats long unless it is given", () => {
    expect(checkpointConfig({ heartbeatIntervalMs: 1_000 }).leaseMs).toBe(3_000);
    expect(checkpointConfig({ heartbeatIntervalMs: 1_000, leaseMs: 2_000 }).leaseMs).toBe(2_000);
  });

  it("allows no resume attempts at all", () => {
    expect(checkpointConfig({ maxResumeAttempts: 0 }).maxResumeAttempts).toBe(0);
  });

  it.each([
    ["everyTurns", 0],
    ["everyTurns", 1.5],
    ["heartbeatIntervalMs", 0],
    ["heartbeatIntervalMs", -30_000],
    ["leaseMs", 59_999],
    ["maxResumeAttempts", -1],
    ["retention", "forever"],
  ])("refuses a bad %s (%s), naming the field and the value", (field, value) => {
    const found = typeof value === "string" ? JSON.stringify(value) : String(value);
    expect(() => checkpointConfig({ [field]: value })).toThrow(
      expect.objectContaining({ code: "config_invalid", details: { field: `checkpoint.${field}`, found } }),
    );
  });

  it("refuses what it does not know", () => {
    expect(() => checkpointConfig({ evryTurns: 1 } as never)).toThrow(/evryTurns/);
  });
});
