import type { JournalEntry } from "../models/journal-entry.js";

/** Why an agent was interrupted and where it goes on. */
export interface Interruption {
  /** The turn it goes on with, from 1. */
  readonly turn: number;
  /** One sanitised sentence. */
  readonly reason: string;
  /** Completed turns that were lost to corruption. */
  readonly lostTurns: number;
  /** The agent's definition is not the one that ran before. */
  readonly definitionChanged: boolean;
}

/** What is journaled of an interruption: everything about it but how its calls were settled, which comes later. */
export function interruptionText({ turn, reason, lostTurns, definitionChanged }: Interruption): string {
  const lines = [`You were interrupted and resumed at turn ${turn}. Reason: ${reason}`];
  if (lostTurns > 0) {
    lines.push(
      `${lostTurns} completed turn(s) after this point could not be read and are lost; their effects may have happened. Check before you repeat them.`,
    );
  }
  if (definitionChanged) lines.push("Your instructions, tools or model have changed since.");
  return lines.join("\n");
}

type Settled = Extract<JournalEntry, { kind: "settled" }>;

/** The calls of a turn that were uncertain, and how each was settled. */
export function settledCalls(entries: readonly JournalEntry[]): readonly Settled[] {
  return entries.filter(
    (entry): entry is Settled =>
      entry.kind === "settled" && entry.settlement !== "approved" && entry.settlement !== "denied",
  );
}

/** The reconciliation message: what a resumed agent has to know that its conversation does not tell. */
export function reconciliationNotice(interruptions: readonly string[], settled: readonly Settled[]): string {
  const calls = settled.map((call) => `- The call ${call.tool} was in flight: ${verdicts[call.settlement]}.`);
  const none = "No tool call was in flight. Finished calls were not repeated.";
  return [`[Holdfast] ${interruptions.join("\n")}`, ...(calls.length > 0 ? calls : [none])].join("\n");
}

const verdicts: Record<Settled["settlement"], string> = {
  repeat: "it was safe to repeat and was run again",
  applied: "it had taken effect and was not repeated",
  unknown: "its outcome is unknown and it was not repeated; check what happened",
  answered: "a person said what happened",
  approved: "a person allowed it",
  denied: "a person did not allow it",
};
