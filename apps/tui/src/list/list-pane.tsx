import { Box } from "ink";
import type { ReactNode } from "react";
import { Line } from "../screen/line.js";
import type { Span } from "../theme/tone.js";
import { selectedIndex, windowTop, type ListState } from "./list-state.js";

export interface ListPaneProps<Row> {
  /** The lines above the rows. */
  readonly heads: readonly (readonly Span[])[];
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
  readonly state: ListState;
  readonly width: number;
  /** Of the rows, without the heads. */
  readonly height: number;
  readonly renderRow: (row: Row, selected: boolean) => ReactNode;
  /** In place of rows, when there are none. */
  readonly empty: readonly Span[];
}

/** The part of a list around its selected row. Only rows that are seen are made. */
export function ListPane<Row>({ heads, rows, idOf, state, width, height, renderRow, empty }: ListPaneProps<Row>) {
  const ids = rows.map(idOf);
  const index = selectedIndex(state, ids);
  const top = windowTop(state, index, { ids, height });
  const seen = rows.slice(top, top + height);
  const blank = Array.from({ length: Math.max(0, height - Math.max(1, seen.length)) }, (_, row) => row);
  return (
    <Box flexDirection="column" flexShrink={0}>
      {heads.map((spans, row) => (
        <Line key={row} spans={spans} width={width} />
      ))}
      {seen.map((row, offset) => renderRow(row, top + offset === index))}
      {seen.length === 0 && height > 0 ? <Line key="empty" spans={empty} width={width} /> : null}
      {blank.map((row) => (
        <Line key={`blank ${row}`} spans={noSpans} width={width} />
      ))}
    </Box>
  );
}

const noSpans: readonly Span[] = [];
