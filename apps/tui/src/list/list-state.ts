/** The selected row is known by its id, not by its place: rows come, go and change places all the time. */
export interface ListState {
  readonly selected: string | null;
  /** The first row that is seen, as of the last move. */
  readonly top: number;
}

export const listStart: ListState = { selected: null, top: 0 };

export type Motion = "down" | "up" | "pageDown" | "pageUp" | "first" | "last";

/** What the list looks like right now. */
export interface ListSight {
  readonly ids: readonly string[];
  /** Rows that fit. */
  readonly height: number;
}

/** Where the selection is. The first row stands in for one that is gone. -1 in an empty list. */
export function selectedIndex(state: ListState, ids: readonly string[]): number {
  if (state.selected === null) return ids.length === 0 ? -1 : 0;
  const index = ids.indexOf(state.selected);
  return index === -1 ? Math.min(ids.length - 1, Math.max(0, state.top)) : index;
}

export function selectedRow<Row>(state: ListState, rows: readonly Row[], idOf: (row: Row) => string): Row | undefined {
  return rows[selectedIndex(state, rows.map(idOf))];
}

export function moveSelection(state: ListState, motion: Motion, sight: ListSight): ListState {
  const { ids, height } = sight;
  const from = selectedIndex(state, ids);
  const to = Math.min(ids.length - 1, Math.max(0, target(from, motion, ids.length, height)));
  return { selected: ids[to] ?? null, top: windowTop(state, to, sight) };
}

function target(from: number, motion: Motion, count: number, height: number): number {
  switch (motion) {
    case "down":
      return from + 1;
    case "up":
      return from - 1;
    case "pageDown":
      return from + Math.max(1, height - 1);
    case "pageUp":
      return from - Math.max(1, height - 1);
    case "first":
      return 0;
    case "last":
      return count - 1;
  }
}

/** The first row to show, so that the selected one is seen and the list moves as little as it can. */
export function windowTop(state: ListState, index: number, { ids, height }: ListSight): number {
  const lastTop = Math.max(0, ids.length - height);
  const shown = Math.min(Math.max(state.top, index - height + 1), Math.max(0, index));
  return Math.min(lastTop, Math.max(0, shown));
}
