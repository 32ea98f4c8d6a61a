const labels: Readonly<Record<string, string>> = {
  up: "↑",
  down: "↓",
  left: "←",
  right: "→",
  enter: "⏎",
  " ": "space",
  "shift+tab": "⇧tab",
};

/** A key as it is written on the screen. */
export function keyLabel(key: string): string {
  return labels[key] ?? key.replace("ctrl+", "^");
}
