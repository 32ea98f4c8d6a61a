import { HoldfastError } from "../errors/holdfast-error.js";
import type { Question } from "../models/execution.js";
import type { JournalEntry } from "../models/journal-entry.js";
import type { Answer } from "./inputs.js";

const answersTo = {
  uncertain_call: ["happened", "did_not_happen"],
  approval: ["allow", "deny"],
} as const satisfies Record<Question["kind"], readonly Answer[]>;

/** The journal entry that settles a parked call as a person said. @throws `invalid_input` for an answer to another question. */
export function settlementOf(question: Question, answer: Answer, note: string | undefined): JournalEntry {
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
