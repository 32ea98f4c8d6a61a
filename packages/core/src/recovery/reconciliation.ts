import type { JournalEntry } from "../models/journal-entry.js";

/** Why the agent was interrupted and where it goes on; told to it once, in words. */
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

type Settled = Extract<JournalEntry, { kind: "settled" }>;

/** The calls of a turn that were uncertain, and how each was settled. */
export function settledCalls(entries: readonly JournalEntry[]): readonly Settled[] {
  return entries.filter(
    (entry): entry is Settled =>
      entry.kind === "settled" && entry.settlement !== "approved" && entry.settlement !== "denied",
  );
}

/** The reconciliation message: what a resumed agent has to know that its conversation does not tell. */
export function reconciliationNotice(interruption: Interruption, settled: readonly Settled[]): string {
  const lines = [
    `[Holdfast] You were interrupted and resumed at turn ${interruption.turn}. Reason: ${interruption.reason}`,
  ];
  if (interruption.lostTurns > 0) {
    lines.push(
      `${interruption.lostTurns} completed turn(s) after this point could not be read and are lost; their effects may have happened. Check before you repeat them.`,
    );
  }
  if (interruption.definitionChanged) lines.push("Your instructions, tools or model have changed since.");
  for (const call of settled) lines.push(`- The call ${call.tool} was in flight: ${verdicts[call.settlement]}.`);
  if (settled.length === 0) lines.push("No tool call was in flight. Finished calls were not repeated.");
  return lines.join("\n");
}

const verdicts: Record<Settled["settlement"], string> = {
  repeat: "it was safe to repeat and was run again",
  applied: "it had taken effect and was not repeated",
  unknown: "its outcome is unknown and it was not repeated; check what happened",
  answered: "a person said what happened",
  approved: "a person allowed it",
  denied: "a person did not allow it",
};
