import type { HaltReason, Question } from "../models/execution.js";

/** Why a run stops before its agent is done. None of these is the agent's failure. */
export type StopReason =
  | { readonly kind: "lease_lost" }
  | { readonly kind: "shutdown" }
  | { readonly kind: "parked"; readonly question: Question }
  | { readonly kind: "halted"; readonly halt: HaltReason };

/** Unwinds an agent's code when its run has to stop. Code that catches it only delays: every later call throws it again. */
export class RunStop extends Error {
  override readonly name = "RunStop";
  constructor(readonly reason: StopReason) {
    super(`The run stops: ${reason.kind}.`);
  }
}
