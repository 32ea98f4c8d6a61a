export interface Column {
  readonly title: string;
  /** Columns of the terminal it takes; for the one that takes what is left, the least it is useful with. */
  readonly width: number;
  /** Lower numbers stay longer when there is no room. */
  readonly priority: number;
  readonly align?: "left" | "right";
  readonly fills?: boolean;
}

export interface PlacedColumn<Key extends string> extends Column {
  readonly key: Key;
}

const gap = 1;

/** The columns that fit into `width`, in their order, the least important ones left out; one space between them. */
export function placeColumns<Key extends string>(
  columns: Readonly<Record<Key, Column>>,
  width: number,
): readonly PlacedColumn<Key>[] {
  const all = (Object.keys(columns) as Key[]).map((key) => ({ key, ...columns[key] }));
  const kept = new Set<Key>();
  let left = width;
  for (const column of all.toSorted((a, b) => a.priority - b.priority)) {
    const needed = column.width + (kept.size > 0 ? gap : 0);
    if (needed > left) break;
    kept.add(column.key);
    left -= needed;
  }
  return all
    .filter(({ key }) => kept.has(key))
    .map((column) => (column.fills ? { ...column, width: column.width + left } : column));
}
