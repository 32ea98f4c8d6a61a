import { shownScreen } from "../app/app-state.js";
import type { Frame } from "../app/frame.js";
import { openSelected } from "../app/open-selected.js";
import { scopesOf } from "../app/scopes.js";
import { selectedExecution } from "../app/selection.js";
import { keyLabel } from "../keys/key-label.js";
import { bindingsIn, type ActionName } from "../keys/keymap.js";
import { shownFilter } from "../prompt/prompt.js";
import { requestFor, type RequestAction } from "../requests/request.js";
import type { Span } from "../theme/tone.js";

/** The last line: the keys that do something right now. */
export function hintSpans(frame: Frame): readonly Span[] {
  const bindings = bindingsIn(scopesOf(frame)).filter(
    ({ action, hint }) => hint !== undefined && isUseful(action, frame),
  );
  return bindings.flatMap(({ keys, hint = "" }): readonly Span[] => [
    { text: ` ${keyLabel(keys[0] ?? "")} `, tone: "key" },
    { text: `${hint} `, tone: "dim" },
  ]);
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
