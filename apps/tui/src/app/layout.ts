import { chromeLines, drawerLines } from "./drawer-lines.js";
import type { Frame } from "./frame.js";

const least = { columns: 40, rows: 10 } as const;

/** The part of the terminal that a screen has for itself. */
export interface Body {
  readonly columns: number;
  readonly height: number;
}

export function bodyOf(frame: Frame): Body {
  const { columns, rows } = frame.size;
  return { columns, height: Math.max(0, rows - chromeLines - drawerLines(frame).length) };
}

/** Whether anything useful can be shown in a terminal of this size. */
export function isTooSmall({ columns, rows }: Frame["size"]): boolean {
  return columns < least.columns || rows < least.rows;
}
