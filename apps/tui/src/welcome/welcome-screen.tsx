import type { Frame } from "../app/frame.js";
import { bodyOf } from "../app/layout.js";
import { LinesPane } from "../panes/lines-pane.js";
import { demoLines } from "./demo-lines.js";
import { welcomeLines } from "./welcome-lines.js";

/** The screen of an empty store: what this is, and a way to see it at work. Once that runs, what it says. */
export function WelcomeScreen({ frame }: { readonly frame: Frame }) {
  const { state, hasDemo, version } = frame;
  const { columns, height } = bodyOf(frame);
  const lines =
    state.demo.status === "off" ? welcomeLines(version, hasDemo, columns) : demoLines(state.demo, columns, height);
  return <LinesPane lines={lines} width={columns} height={height} />;
}
