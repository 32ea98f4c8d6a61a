import type { Frame } from "../app/frame.js";
import { bodyOf } from "../app/layout.js";
import { connectionSpans } from "../chrome/connection-spans.js";
import { LinesPane } from "../panes/lines-pane.js";

/** Before the server has told anything: whether it can be reached. */
export function SplashScreen({ frame }: { readonly frame: Frame }) {
  const { columns, height } = bodyOf(frame);
  const { view, nowMs } = frame.moment;
  const lines = [[], [{ text: "  " }, ...connectionSpans(view.connection, nowMs)]];
  return <LinesPane lines={lines} width={columns} height={height} />;
}
