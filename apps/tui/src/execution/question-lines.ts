import type { Answer, Question } from "@holdfast/core";
import { jsonPreview } from "../text/json-preview.js";
import { wrapText } from "../text/wrap-text.js";
import type { Span } from "../theme/tone.js";

export interface Choice {
  readonly answer: Answer;
  readonly label: string;
}

/** What a person can say to each kind of question: yes first, then no. */
export const choices: Readonly<Record<Question["kind"], { readonly yes: Choice; readonly no: Choice }>> = {
  uncertain_call: {
    yes: { answer: "happened", label: "it happened" },
    no: { answer: "did_not_happen", label: "it did not happen" },
  },
  approval: { yes: { answer: "allow", label: "allow it" }, no: { answer: "deny", label: "deny it" } },
};

const asks: Readonly<Record<Question["kind"], string>> = {
  uncertain_call: "Did this call take effect?",
  approval: "May this call run?",
};

/** The question of a waiting execution, and the keys that answer it. */
export function questionLines(question: Question, width: number): readonly (readonly Span[])[] {
  const { yes, no } = choices[question.kind];
  const edge: Span = { text: "▎", tone: "warn" };
  const text = wrapText(question.text, width - 2).slice(0, 4);
  const call = wrapText(`${question.tool}(${jsonPreview(question.args)})`, width - 2).slice(0, 3);
  return [
    [
      { text: "? ", tone: "warn" },
      { text: asks[question.kind], tone: "warn" },
    ],
    ...text.map((line) => [edge, { text: ` ${line}` }]),
    ...call.map((line) => [edge, { text: ` ${line}`, tone: "accent" as const }]),
    [edge, { text: " y ", tone: "key" }, { text: yes.label }, { text: "   n ", tone: "key" }, { text: no.label }],
  ];
}
