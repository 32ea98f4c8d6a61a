import type { Key } from "ink";

/**
 * The name of a key, as the keymap has it: `down`, `enter`, `ctrl+c`, or the character it types.
 * Undefined for keys that mean nothing here.
 */
export function keyName(input: string, key: Key): string | undefined {
  const special = specialName(key);
  if (special !== undefined) return special;
  if (input === "" || key.meta) return undefined;
  return key.ctrl ? `ctrl+${input}` : input;
}

function specialName(key: Key): string | undefined {
  if (key.upArrow) return "up";
  if (key.downArrow) return "down";
  if (key.leftArrow) return "left";
  if (key.rightArrow) return "right";
  if (key.pageUp) return "pgup";
  if (key.pageDown) return "pgdn";
  if (key.home) return "home";
  if (key.end) return "end";
  if (key.return) return "enter";
  if (key.escape) return "esc";
  if (key.tab) return key.shift ? "shift+tab" : "tab";
  // Ink calls the code that the backspace key sends "delete".
  if (key.backspace || key.delete) return "backspace";
  return undefined;
}
