import { LinesPane } from "../panes/lines-pane.js";
import type { TerminalSize } from "../terminal/terminal-size.js";
import { wrapText } from "../text/wrap-text.js";

/** What is said in a terminal in which nothing else could be said. */
export function TooSmall({ size }: { readonly size: TerminalSize }) {
  const { columns, rows } = size;
  const text = `Holdfast needs 40×10; this terminal is ${columns}×${rows}. q quits.`;
  return <LinesPane lines={wrapText(text, columns).map((line) => [{ text: line }])} width={columns} height={rows} />;
}
