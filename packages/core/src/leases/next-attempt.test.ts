import { describe, expect, it } from "vitest";
import { nextAttempt } from "./next-attempt.js";

describe("attempts", () => {
  it.each(["expired", "retry"] as const)("count when a claim follows a failure (%s)", (cause) => {
    expect(nextAttempt(cause, { attempts: 0, attemptTurn: 0, turn: 0 })).toEqual({ attempts: 1, attemptTurn: 0 });
    expect(nextAttempt(cause, { attempts: 1, attemptTurn: 4, turn: 4 })).toEqual({ attempts: 2, attemptTurn: 4 });
  });

  it.each(["new", "released", "answered", "resumed"] as const)("do not count when nothing failed (%s)", (cause) => {
    const history = { attempts: 1, attemptTurn: 4, turn: 9 };
    expect(nextAttempt(cause, history)).toEqual({ attempts: 1, attemptTurn: 4 });
  });

  it("start again at one after a completed turn", () => {
    expect(nextAttempt("expired", { attempts: 2, attemptTurn: 4, turn: 5 })).toEqual({ attempts: 1, attemptTurn: 5 });
  });
});
