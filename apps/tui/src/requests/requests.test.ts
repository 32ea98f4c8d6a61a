import type { ExecutionStatus } from "@holdfast/core";
import { executionStatuses } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { inStatus, sampleRunning } from "../../testing/sample-rows.js";
import { requestFor } from "./request.js";
import { requestText } from "./request-text.js";

const running = sampleRunning(1, 0, 7, 0);
const executionIn = (status: ExecutionStatus) => (status === "running" ? running : inStatus(running, status, 0));
const allowing = (action: Parameters<typeof requestFor>[0]) =>
  executionStatuses.filter((status) => requestFor(action, executionIn(status)));

describe("a change", () => {
  it("is only offered where the execution allows it", () => {
    expect(allowing("cancel")).toEqual(["queued", "running", "waiting", "halted", "failed"]);
    expect(allowing("resume")).toEqual(["halted", "failed"]);
    expect(allowing("affirm")).toEqual(["waiting"]);
    expect(allowing("negate")).toEqual(["waiting"]);
  });

  it("says what it would change before it is made", () => {
    for (const action of ["cancel", "resume", "affirm", "negate"] as const) {
      for (const status of allowing(action)) {
        const request = requestFor(action, executionIn(status));
        expect(request && requestText(request).changes.join(" ")).toMatch(/\.$/);
      }
    }
  });
});
