import type { Span } from "../theme/tone.js";
import type { PlacedColumn } from "./columns.js";

const separator: Span = { text: " " };

/** The cells of a row in their columns, after the mark of the selected row. */
export function rowCells<Key extends string>(
  columns: readonly PlacedColumn<Key>[],
  cells: Readonly<Record<Key, Span>>,
  selected: boolean,
): readonly Span[] {
  return [
    { text: selected ? "▌" : " ", tone: "accent" },
    ...columns.flatMap(({ key, width, align }, index) => {
      const cell: Span = { ...cells[key], width, align };
      return index === 0 ? [cell] : [separator, cell];
    }),
  ];
}

/** The titles of the columns. */
export function columnTitles<Key extends string>(columns: readonly PlacedColumn<Key>[]): readonly Span[] {
  return [
    separator,
    ...columns.flatMap(({ title, width, align }, index): readonly Span[] => {
      const cell: Span = { text: title, tone: "dim", width, align };
      return index === 0 ? [cell] : [separator, cell];
    }),
  ];
}

/** What a row has for its columns beside the mark. */
export function widthForColumns(width: number): number {
  return Math.max(0, width - 1);
}
