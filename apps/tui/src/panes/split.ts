/** Narrower, and two panes would show two halves of nothing. */
const twoPanesFrom = 84;

/** What stands at the left of the second pane. */
export const divider = "│ ";

export interface Split {
  readonly main: number;
  /** Columns for the text of the second pane, beside its divider; 0: there is one pane only. */
  readonly side: number;
}

/** How wide the panes of a screen are: the main one, and one beside it where there is room for both. */
export function splitColumns(columns: number, mainShare: number): Split {
  if (columns < twoPanesFrom) return { main: columns, side: 0 };
  const main = Math.round(columns * mainShare);
  return { main, side: columns - main - divider.length };
}
