import { confirmLines } from "../requests/confirm-lines.js";
import type { Span } from "../theme/tone.js";
import { demoLines } from "../welcome/demo-lines.js";
import { isStoreEmpty } from "../welcome/empty-store.js";
import type { Frame } from "./frame.js";

/** What is always there: the header, the line of messages and the line of hints. */
export const chromeLines = 3;

const demoHeight = { least: 4, most: 10 } as const;

/** What has slid up over the lower part of the screen, if anything; as many lines as it takes from the screen. */
export function drawerLines({ state, moment, size }: Frame): readonly (readonly Span[])[] {
  if (state.mode.type === "confirm")
    return confirmLines(state.mode.request, size.columns).slice(0, size.rows - chromeLines);
  // On the welcome the demo has a place of its own.
  if (state.demo.status === "off" || isStoreEmpty(moment.view)) return [];
  const height = Math.min(demoHeight.most, Math.max(demoHeight.least, Math.floor(size.rows / 3)));
  return demoLines(state.demo, size.columns, height);
}
