import { cut, displayWidth } from "./display-width.js";
import { printableLines } from "./printable.js";

/** Breaks text between words into lines of at most `width` columns; a word that is too long is broken. */
export function wrapText(text: string, width: number): string[] {
  return width <= 0 ? [] : printableLines(text).flatMap((line) => wrapLine(line.trimEnd(), width));
}

function wrapLine(line: string, width: number): string[] {
  // More code units than one line can hold, even of joined emoji: measuring the whole rest each time would be quadratic.
  const reach = width * 16;
  const lines: string[] = [];
  let rest = line;
  while (rest.length > reach || displayWidth(rest) > width) {
    const head = cut(rest.slice(0, reach), width);
    const lastSpace = rest[head.length] === " " ? head.length : head.lastIndexOf(" ");
    // A first character wider than the line would otherwise never leave.
    const end = lastSpace > 0 ? lastSpace : Math.max(1, head.length);
    lines.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return [...lines, rest];
}
