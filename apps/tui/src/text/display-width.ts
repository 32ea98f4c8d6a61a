import stringWidth from "string-width";

/** Nearly all text is this, one column a character, and needs no table of widths: Latin, box drawing, our own glyphs. */
const narrow = /^[\x20-\x7e\xa0-\xac\xae-\u02af\u2500-\u259f–—‘’“”…‖←→↻⊘⏎●○◌◆♥♡✓✗]*$/;
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The terminal columns that printable text takes: two for wide characters and emoji. */
export function displayWidth(text: string): number {
  return narrow.test(text) ? text.length : stringWidth(text);
}

/** The longest beginning of printable text that fits into `width` columns; never half a character. */
export function cut(text: string, width: number): string {
  if (width <= 0) return "";
  if (narrow.test(text)) return text.slice(0, width);
  let taken = 0;
  let end = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    taken += displayWidth(segment);
    if (taken > width) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}

/** Printable text cut to fit, with an ellipsis where something is missing. */
export function fit(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  return width <= 0 ? "" : `${cut(text, width - 1)}…`;
}

/** The end of printable text that fits, with an ellipsis before it where something is missing. */
export function fitEnd(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let shown = "";
  for (const { segment } of [...graphemes.segment(text)].reverse()) {
    if (displayWidth(segment + shown) > width - 1) break;
    shown = segment + shown;
  }
  return width <= 0 ? "" : `…${shown}`;
}

/** Printable text in exactly `width` columns. */
export function pad(text: string, width: number, align: "left" | "right" = "left"): string {
  const fitted = fit(text, width);
  const space = " ".repeat(Math.max(0, width - displayWidth(fitted)));
  return align === "left" ? fitted + space : space + fitted;
}
