interface ListView {
  readonly filter: string;
  readonly order: string;
}

/** What the title of a list says about it. */
export function listNotes(count: number, { filter, order }: ListView): readonly string[] {
  return [count.toLocaleString("en-US"), `by ${order}`, ...(filter === "" ? [] : [`/${filter}`])];
}

/** `3/12`: where the selected row is. */
export function placeInList<Row>(rows: readonly Row[], selected: Row | undefined): string {
  return selected === undefined
    ? ""
    : `${(rows.indexOf(selected) + 1).toLocaleString("en-US")}/${rows.length.toLocaleString("en-US")}`;
}
