import { Box, Transform } from "ink";
import { memo } from "react";
import { paint } from "../theme/paint.js";
import { useTheme } from "../theme/theme-context.js";
import type { Span } from "../theme/tone.js";
import { useLineMarks } from "./line-marks-context.js";

export interface LineProps {
  readonly spans: readonly Span[];
  readonly width: number;
  readonly selected?: boolean;
}

/** One line of the screen, exactly `width` columns. Everything that is seen is made of these. */
export const Line = memo(function Line({ spans, width, selected = false }: LineProps) {
  const marks = useLineMarks();
  const text = paint(spans, width, useTheme(), selected);
  return (
    <Box width={1} height={1} flexShrink={0}>
      <Transform transform={() => marks.mark({ text, width })}> </Transform>
    </Box>
  );
});
