import { paneTitle } from "../panes/pane-title.js";
import { wrapText } from "../text/wrap-text.js";
import type { DemoLine } from "../tui-actions.js";
import type { Span, Tone } from "../theme/tone.js";
import type { DemoState } from "./demo-state.js";

const marks: Readonly<Record<DemoLine["kind"], { readonly glyph: string; readonly tone: Tone }>> = {
  setup: { glyph: "·", tone: "dim" },
  work: { glyph: "●", tone: "info" },
  kill: { glyph: "✗", tone: "bad" },
  recovery: { glyph: "↻", tone: "warn" },
  done: { glyph: "✓", tone: "good" },
};

const titles: Readonly<Record<DemoState["status"], string>> = {
  off: "Demo",
  running: "The demo is running",
  done: "The demo is done",
  failed: "The demo failed",
};

/** The newest lines of what the demo says, under a title, in exactly `height` lines. */
export function demoLines({ status, lines }: DemoState, width: number, height: number): readonly (readonly Span[])[] {
  const said = lines.flatMap(({ kind, text }) =>
    wrapText(text, width - 4).map((line, index): readonly Span[] => [
      { text: index === 0 ? ` ${marks[kind].glyph} ` : "   ", tone: marks[kind].tone },
      { text: line, tone: kind === "setup" ? "dim" : "plain" },
    ]),
  );
  const notes = status === "running" ? [] : ["esc closes this"];
  const shown = [paneTitle({ title: titles[status], notes }, width), ...said.slice(-(height - 1))];
  return [...shown, ...Array.from({ length: height - shown.length }, () => [])];
}
