import { expect, it } from "vitest";
import type { DemoProof } from "./demo/demo.js";
import { holdfast, temporaryFolder } from "./testing/command-line.js";

it(
  "survives two kills and proves that nothing was lost, repeated or paid for twice",
  { timeout: 120_000 },
  async () => {
    const { code, stdout, stderr } = await holdfast({ cwd: temporaryFolder() }, "demo", "--dir", "demo", "--json");
    expect([code, stderr]).toEqual([0, ""]);
    const proof = JSON.parse(stdout) as DemoProof;
    expect(proof).toMatchObject({
      holds: true,
      turnsLost: 0,
      callsRepeated: 0,
      repliesPaidTwice: 0,
      testsPassedBefore: false,
      testsPassNow: true,
      status: "completed",
      kills: [{ during: "tool call" }, { during: "between reply and tools" }],
    });
    expect(proof.reconciliations[0]).toContain("runCommand was in flight");
  },
);
