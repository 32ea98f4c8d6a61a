import { Box } from "ink";
import { Line } from "../screen/line.js";
import type { Span } from "../theme/tone.js";
import { divider } from "./split.js";

export interface LinesPaneProps {
  readonly lines: readonly (readonly Span[])[];
  /** Columns for the text; a divider comes on top. */
  readonly width: number;
  readonly height: number;
  /** Set apart from the pane at its left. */
  readonly divided?: boolean;
}

const dividerSpan: Span = { text: divider, tone: "faint" };
const nothing: readonly Span[] = [];

/** Lines in a pane of exactly this size: what is more is not shown, what is missing stays empty. */
export function LinesPane({ lines, width, height, divided = false }: LinesPaneProps) {
  const total = divided ? width + divider.length : width;
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      {Array.from({ length: height }, (_, row) => {
        const spans = lines[row] ?? nothing;
        return <Line key={row} spans={divided ? [dividerSpan, ...spans] : spans} width={total} />;
      })}
    </Box>
  );
}
