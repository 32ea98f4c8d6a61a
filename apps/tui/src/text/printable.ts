/**
 * What must not reach a terminal as it is: C0 and C1 controls (escape sequences begin with one), direction overrides
 * (they reorder what is read), line separators, soft hyphens and lone surrogates (terminals disagree on their width).
 */
const unsafe = /[\p{Cc}\p{Cs}\u00ad\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u;
const everyUnsafe = new RegExp(unsafe, "gu");
const lineEnd = /\r\n|[\n\r\u2028\u2029]/g;

/** One line of text that is safe to show: what is unsafe becomes visible (ESC is ␛), white space becomes a space. */
export function printable(text: string): string {
  return unsafe.test(text) ? text.replace(lineEnd, " ").replace(everyUnsafe, standIn) : text;
}

/** The same, for text whose lines are kept. */
export function printableLines(text: string): string[] {
  return text.split(lineEnd).map(printable);
}

function standIn(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (character === "\t") return "  ";
  // The control pictures U+2400… stand in the order of the controls they picture.
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return "␡";
  return code === 0xad || code === 0xfeff ? "" : "�";
}
