const steps = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] as const;
const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"] as const;

/** The bar of a value between 0 and `max`; anything above 0 shows. */
export function sparkStep(value: number, max: number): string {
  if (value <= 0 || max <= 0) return steps[0];
  const step = Math.min(steps.length - 1, Math.max(1, Math.round((value / max) * (steps.length - 1))));
  return steps[step] ?? steps[0];
}

/** A horizontal bar of `width` columns, exact to an eighth of a column; the empty rest is left out. */
export function bar(share: number, width: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * width * 8);
  return "█".repeat(Math.floor(filled / 8)) + (eighths[filled % 8] ?? "");
}
