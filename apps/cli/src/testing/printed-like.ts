/** What differs from run to run and from machine to machine, by a word for its kind. */
const kinds: readonly [RegExp, string][] = [
  [/"execution":(?:\{.*\}|…)(?=\}$)/g, '"execution":…'],
  [/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME"],
  [/^\d\d:\d\d:\d\d\.\d{3}\s+[0-9A-Z]{6}\b/g, "TIME WHO"],
  [/\b[0-9A-HJKMNP-TV-Z]{26}\b/g, "ID"],
  [/\/\S*\/(?=\.holdfast|holdfast\.config)/g, "FOLDER/"],
  [/\d+(?:\.\d+)*/g, "N"],
  [/ on (?:linux|darwin|win32)\b/g, " on SYSTEM"],
  [/\s+/g, " "],
];

function pattern(line: string): string {
  return kinds.reduce((text, [what, word]) => text.replace(what, word), line.trim());
}

/** The first line of the text that the output does not have, in the text's order; `…` stands for any lines. */
export function firstLineNotPrinted(shown: readonly string[], printed: string): string | undefined {
  const lines = printed.split("\n").map(pattern);
  let from = 0;
  let free = false;
  for (const line of shown) {
    if (line.trim() === "…") {
      free = true;
      continue;
    }
    const at = lines.indexOf(pattern(line), from);
    if (at === -1 || (!free && at !== from)) return line;
    from = at + 1;
    free = false;
  }
  return undefined;
}
