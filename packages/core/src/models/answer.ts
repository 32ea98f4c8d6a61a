import { z } from "zod";
import { HoldfastError } from "../errors/holdfast-error.js";
import type { Question } from "./execution.js";
import type { JournalEntry } from "./journal-entry.js";

/** `happened` and `did_not_happen` answer an uncertain call, `allow` and `deny` an approval. */
export const Answer = z.enum(["happened", "did_not_happen", "allow", "deny"]);
export type Answer = z.infer<typeof Answer>;

/** What a person says to a question. */
export interface GivenAnswer {
  readonly answer: Answer;
  /** The key of the question that is meant; without it, the one that is asked now. */
  readonly questionKey?: string | undefined;
  /** Told to the agent with the answer. */
  readonly note?: string | undefined;
}

const answersTo = {
  uncertain_call: ["happened", "did_not_happen"],
  approval: ["allow", "deny"],
} as const satisfies Record<Question["kind"], readonly Answer[]>;

/**
 * The journal entry that settles a parked call as a person said.
 *
 * @throws `conflict` when another question is asked by now; `invalid_input` for an answer that the question does not take.
 */
export function settlementOf(question: Question, { answer, questionKey, note }: GivenAnswer): JournalEntry {
  if (questionKey !== undefined && questionKey !== question.key) {
    throw new HoldfastError("conflict", `Question ${questionKey} is not asked any more; now it is: ${question.text}`, {
      details: { questionKey: question.key },
    });
  }
  const options: readonly Answer[] = answersTo[question.kind];
  if (!options.includes(answer)) {
    throw new HoldfastError("invalid_input", `answer is "${answer}": this question takes ${options.join(" or ")}.`, {
      details: { field: "answer", found: answer },
    });
  }
  const settled = { kind: "settled", key: question.key, tool: question.tool, by: "person" } as const;
  switch (answer) {
    case "happened":
      return {
        ...settled,
        settlement: "answered",
        outcome: { ok: true, value: note ?? "Done. (A person confirmed it after an interruption.)" },
      };
    case "did_not_happen":
      return { ...settled, settlement: "repeat", outcome: null };
    case "allow":
      return { ...settled, settlement: "approved", outcome: null };
    case "deny":
      return {
        ...settled,
        settlement: "denied",
        outcome: note === undefined ? null : { ok: false, error: `denied: ${note}` },
      };
  }
}
