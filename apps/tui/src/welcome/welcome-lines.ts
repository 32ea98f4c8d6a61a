import { wrapText } from "../text/wrap-text.js";
import type { Span } from "../theme/tone.js";

type Lines = readonly (readonly Span[])[];

const what =
  "Holdfast keeps AI agents alive. An agent that runs on it survives kill\u00a0-9, a pause of a week and a budget that ran out: what it knew, what it did and what it was about to do come back together, and nothing is done or paid for twice.";

const demoOffer =
  "A real agent mends a failing test in a real git repository, while its worker is killed with SIGKILL twice. It costs nothing and needs no model. It takes about half a minute.";

/** What somebody sees who has just installed Holdfast. */
export function welcomeLines(version: string, hasDemo: boolean, width: number): Lines {
  const textWidth = Math.min(72, width - 4);
  const paragraph = (text: string, tone?: Span["tone"]) =>
    wrapText(text, textWidth).map((line): readonly Span[] => [{ text: "  " }, { text: line, tone }]);
  return [
    [],
    [
      { text: "  ◆ ", tone: "accent" },
      { text: "Welcome to Holdfast", tone: "strong" },
      { text: `  ${version}`, tone: "dim" },
    ],
    [],
    ...paragraph(what),
    [],
    ...(hasDemo
      ? [
          [
            { text: "  d ", tone: "key" },
            { text: " see it happen", tone: "strong" },
          ] satisfies Span[],
          ...paragraph(demoOffer, "dim"),
          [],
        ]
      : []),
    [{ text: "  or start with an agent of your own:", tone: "strong" }],
    [
      { text: "  holdfast init", tone: "accent" },
      { text: "        writes a config with an example agent", tone: "dim" },
    ],
    [
      { text: '  holdfast run "…"', tone: "accent" },
      { text: "     gives it a task", tone: "dim" },
    ],
    [],
  ];
}
