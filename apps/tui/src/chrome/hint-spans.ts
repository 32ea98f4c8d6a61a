import { shownScreen } from "../app/app-state.js";
import type { Frame } from "../app/frame.js";
import { openSelected } from "../app/open-selected.js";
import { scopesOf } from "../app/scopes.js";
import { selectedExecution } from "../app/selection.js";
import { keyLabel } from "../keys/key-label.js";
import { bindingsIn, type ActionName } from "../keys/keymap.js";
import { shownFilter } from "../prompt/prompt.js";
import { requestFor, type RequestAction } from "../requests/request.js";
import { displayWidth } from "../text/display-width.js";
import type { Span } from "../theme/tone.js";

interface Hint {
  readonly action: ActionName;
  readonly key: string;
  readonly hint: string;
}

/** The last line: the keys that do something right now. Where not all fit, the help, which tells them all, stays. */
export function hintSpans(frame: Frame): readonly Span[] {
  const hints = usefulHints(frame);
  while (widthOf(hints) > frame.size.columns) {
    const expendable = hints.findLastIndex(({ action }) => action !== "help" && action !== "quit");
    if (expendable === -1) break;
    hints.splice(expendable, 1);
  }
  return hints.flatMap((hint) => {
    const [key, word] = textsOf(hint);
    return [
      { text: key, tone: "key" },
      { text: word, tone: "dim" },
    ] satisfies Span[];
  });
}

function usefulHints(frame: Frame): Hint[] {
  return bindingsIn(scopesOf(frame)).flatMap(({ action, keys: [key], hint }) =>
    key !== undefined && hint !== undefined && isUseful(action, frame) ? [{ action, key, hint }] : [],
  );
}

function textsOf({ key, hint }: Hint): readonly [string, string] {
  return [` ${keyLabel(key)} `, `${hint} `];
}

function widthOf(hints: readonly Hint[]): number {
  return hints.reduce((sum, hint) => sum + displayWidth(textsOf(hint).join("")), 0);
}

const requests: ReadonlySet<ActionName> = new Set<RequestAction>(["affirm", "negate", "resume", "cancel"]);

/** Keys that would change nothing now are not worth a hint. */
function isUseful(action: ActionName, frame: Frame): boolean {
  if (action === "open") return openSelected(frame).length > 0;
  if (action === "back") return frame.state.screens.length > 1 || shownFilter(frame) !== "";
  if (action === "otherPane") return shownScreen(frame.state).screen !== "projects";
  if (!requests.has(action)) return true;
  const execution = selectedExecution(frame);
  return execution !== undefined && requestFor(action as RequestAction, execution) !== undefined;
}
