import type { LiveRows } from "@holdfast/client";

/**
 * The same function, computed once for each view and question. A view never changes, and one frame asks several times
 * for the same list of a thousand rows.
 */
export function oncePerView<Question, Answer>(
  compute: (view: LiveRows, question: Question) => Answer,
  keyOf: (question: Question) => string,
): (view: LiveRows, question: Question) => Answer {
  const answers = new WeakMap<LiveRows, Map<string, Answer>>();
  return (view, question) => {
    const known = answers.get(view) ?? new Map<string, Answer>();
    answers.set(view, known);
    const key = keyOf(question);
    const answer = known.get(key) ?? compute(view, question);
    known.set(key, answer);
    return answer;
  };
}
