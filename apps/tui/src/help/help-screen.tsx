import type { Frame } from "../app/frame.js";
import { scrolledTop } from "../list/scroll.js";
import { LinesPane } from "../panes/lines-pane.js";
import { paneTitle } from "../panes/pane-title.js";
import { helpLines, helpSight } from "./help-lines.js";

/** Every key and command, over the whole screen. */
export function HelpScreen({ frame, top }: { readonly frame: Frame; readonly top: number }) {
  const { columns } = frame.size;
  const sight = helpSight(frame.size);
  const from = scrolledTop(top, sight);
  const shown = helpLines(columns).slice(from, from + sight.height);
  const place = sight.count > sight.height ? `${Math.round(((from + sight.height) / sight.count) * 100)} %` : "all";
  return (
    <LinesPane
      lines={[paneTitle({ title: "Help", place }, columns), ...shown]}
      width={columns}
      height={sight.height + 1}
    />
  );
}
