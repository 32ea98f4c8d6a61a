import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isExpired } from "./lease-expiry.js";

const clock = { monotonicMs: 100_000, bootId: "now" };
const lease = { leaseUntilMs: 110_000, leaseMs: 30_000, bootId: "now" };

describe("a lease", () => {
  it.each([
    ["holds until its end", {}, false],
    ["has expired at its end", { leaseUntilMs: 100_000 }, true],
    ["has expired after its end", { leaseUntilMs: 99_999 }, true],
    ["of another boot has expired", { bootId: "before" }, true],
    ["holds when it was renewed this very moment", { leaseUntilMs: 130_000 }, false],
    ["holds when its beat is newer than the clock's reading", { leaseUntilMs: 130_001 }, false],
    ["holds up to twice its length ahead", { leaseUntilMs: 160_000 }, false],
    ["that ends further away than twice its length is of another boot", { leaseUntilMs: 160_001 }, true],
  ])("%s", (_, part, expired) => {
    expect(isExpired({ ...lease, ...part }, clock)).toBe(expired);
  });

  it("holds for exactly its length from any beat on", () => {
    const ms = fc.integer({ min: 1, max: 1e9 });
    fc.assert(
      fc.property(ms, ms, fc.nat({ max: 1e9 }), (beatMs, leaseMs, laterMs) => {
        const beaten = { leaseUntilMs: beatMs + leaseMs, leaseMs, bootId: "now" };
        expect(isExpired(beaten, { monotonicMs: beatMs + laterMs, bootId: "now" })).toBe(laterMs >= leaseMs);
      }),
    );
  });
});
