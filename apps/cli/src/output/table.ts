import stringWidth from "string-width";

/** Aligned columns under a header, two spaces apart; control characters in cells are shown, not obeyed. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [header, ...rows.map((row) => row.map(printable))];
  const widths = header.map((_, column) => Math.max(...cells.map((row) => stringWidth(row[column] ?? ""))));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - stringWidth(cell)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** Text from outside, made safe for a terminal and for one line. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, (character) => (character === "\n" ? "⏎" : "·"));
}

export function shorten(text: string, width: number): string {
  const flat = printable(text);
  return flat.length <= width ? flat : `${flat.slice(0, width - 1)}…`;
}
