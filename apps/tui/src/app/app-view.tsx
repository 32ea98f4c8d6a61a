import { Box } from "ink";
import { useMemo, useSyncExternalStore } from "react";
import { headerSpans } from "../chrome/header-spans.js";
import { hintSpans } from "../chrome/hint-spans.js";
import { messageSpans } from "../chrome/message-spans.js";
import { LinesPane } from "../panes/lines-pane.js";
import { Line } from "../screen/line.js";
import { createTheme } from "../theme/theme.js";
import { ThemeContext } from "../theme/theme-context.js";
import type { AppStore } from "./app-store.js";
import { drawerLines } from "./drawer-lines.js";
import { isTooSmall } from "./layout.js";
import { ScreenView } from "./screen-view.js";
import { TooSmall } from "./too-small.js";
import { useKeys } from "./use-keys.js";

export interface AppViewProps {
  readonly store: AppStore;
  /** As `WriteStream.getColorDepth` says. */
  readonly colourBits: number;
}

/** The whole screen. */
export function AppView({ store, colourBits }: AppViewProps) {
  const frame = useSyncExternalStore(store.subscribe, store.getSnapshot);
  useKeys(store);
  const { size, state } = frame;
  const theme = useMemo(() => createTheme(state.theme, colourBits), [state.theme, colourBits]);
  const drawer = drawerLines(frame);
  return (
    <ThemeContext value={theme}>
      <Box flexDirection="column" height={size.rows}>
        {isTooSmall(size) ? (
          <TooSmall size={size} />
        ) : (
          <>
            <Line spans={headerSpans(frame)} width={size.columns} />
            <ScreenView frame={frame} />
            <LinesPane lines={drawer} width={size.columns} height={drawer.length} />
            <Line spans={messageSpans(frame)} width={size.columns} />
            <Line spans={hintSpans(frame)} width={size.columns} />
          </>
        )}
      </Box>
    </ThemeContext>
  );
}
