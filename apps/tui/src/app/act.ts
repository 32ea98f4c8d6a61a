import { completeCommand } from "../commands/complete-command.js";
import { parseCommand } from "../commands/command.js";
import { runCommand } from "../commands/run-command.js";
import { executionOrders } from "../executions/execution-order.js";
import { helpSight } from "../help/help-lines.js";
import type { ActionName } from "../keys/keymap.js";
import type { Motion } from "../list/list-state.js";
import { scroll } from "../list/scroll.js";
import { projectOrders } from "../projects/projects-state.js";
import { leavePrompt, promptText, setFilter, shownFilter, withoutLastCharacter } from "../prompt/prompt.js";
import { requestFor, type RequestAction } from "../requests/request.js";
import type { App } from "./app.js";
import { browsing, shownScreen } from "./app-state.js";
import { move } from "./move.js";
import { openSelected } from "./open-selected.js";
import { selectedExecution } from "./selection.js";

/** Does what a key means. */
export function act(action: ActionName, app: App): void {
  acts[action](app);
}

const acts: Readonly<Record<ActionName, (app: App) => void>> = {
  down: (app) => moveOrScroll("down", app),
  up: (app) => moveOrScroll("up", app),
  pageDown: (app) => moveOrScroll("pageDown", app),
  pageUp: (app) => moveOrScroll("pageUp", app),
  first: (app) => moveOrScroll("first", app),
  last: (app) => moveOrScroll("last", app),
  open: (app) => app.dispatch({ type: "open", screens: openSelected(app.getSnapshot()) }),
  back: goBack,
  otherPane: (app) => {
    const { screen } = shownScreen(app.getSnapshot().state);
    if (screen === "execution" || screen === "checkpoint")
      app.dispatch({ type: "screen", for: screen, action: { type: "otherPane" } });
  },

  filter: (app) => {
    const before = shownFilter(app.getSnapshot());
    app.dispatch({ type: "mode", mode: { type: "prompt", kind: "filter", text: before, before } });
  },
  sort: (app) => {
    const { screen } = shownScreen(app.getSnapshot().state);
    if (screen === "projects" || screen === "executions")
      app.dispatch({ type: "screen", for: screen, action: { type: "nextOrder" } });
  },

  affirm: (app) => ask("affirm", app),
  negate: (app) => ask("negate", app),
  resume: (app) => ask("resume", app),
  cancel: (app) => ask("cancel", app),
  confirm: (app) => {
    const { mode } = app.getSnapshot().state;
    app.dispatch({ type: "mode", mode: browsing });
    if (mode.type === "confirm") app.request(mode.request);
  },
  decline: (app) => app.dispatch({ type: "mode", mode: browsing }),

  demo: (app) => app.startDemo(),
  command: (app) => app.dispatch({ type: "mode", mode: { type: "prompt", kind: "command", text: "" } }),
  help: (app) => app.dispatch({ type: "mode", mode: { type: "help", top: 0 } }),
  closeHelp: (app) => app.dispatch({ type: "mode", mode: browsing }),
  redraw: (app) => app.redraw(),
  quit: (app) => app.quit(),

  submit,
  complete: (app) => {
    const { mode, text } = prompted(app);
    if (mode?.kind === "command") changePrompt(completeCommand(text, candidates(app)), app);
  },
  erase: (app) => {
    const { mode, text } = prompted(app);
    if (mode && text === "") app.dispatch(...leavePrompt(mode, app.getSnapshot()));
    else changePrompt(withoutLastCharacter(text), app);
  },
  eraseAll: (app) => changePrompt("", app),
  dismiss: (app) => {
    const { mode } = prompted(app);
    if (mode) app.dispatch(...leavePrompt(mode, app.getSnapshot()));
  },
};

function moveOrScroll(motion: Motion, app: App): void {
  const frame = app.getSnapshot();
  const { mode } = frame.state;
  if (mode.type === "help")
    app.dispatch({ type: "mode", mode: { ...mode, top: scroll(mode.top, motion, helpSight(frame.size)) } });
  else app.dispatch(move(motion, frame));
}

/** Undoes one thing: a filter, the demo's report, the way to this screen. */
function goBack(app: App): void {
  const frame = app.getSnapshot();
  if (frame.state.demo.status === "done" || frame.state.demo.status === "failed")
    app.dispatch({ type: "demo", action: { type: "closed" } });
  else if (shownFilter(frame) !== "") app.dispatch(...setFilter("", frame));
  else app.dispatch({ type: "back" });
}

/** Asks before anything is changed; says so when the execution does not allow it. */
function ask(action: RequestAction, app: App): void {
  const execution = selectedExecution(app.getSnapshot());
  if (!execution) return;
  const request = requestFor(action, execution);
  if (request) app.dispatch({ type: "mode", mode: { type: "confirm", request } });
  else app.tell(`This execution is ${execution.status}: ${refusals[action]}`, "warn");
}

const refusals: Readonly<Record<RequestAction, string>> = {
  cancel: "it cannot be cancelled any more.",
  resume: "only a failed or halted one can be resumed.",
  affirm: "it asks nothing.",
  negate: "it asks nothing.",
};

function submit(app: App): void {
  const { mode, text } = prompted(app);
  app.dispatch({ type: "mode", mode: browsing });
  if (mode?.kind !== "command" || text.trim() === "") return;
  const parsed = parseCommand(text);
  if ("problem" in parsed) app.tell(parsed.problem, "bad");
  else runCommand(parsed.command, app);
}

function prompted(app: App) {
  const { mode } = app.getSnapshot().state;
  return mode.type === "prompt" ? { mode, text: mode.text } : { mode: undefined, text: "" };
}

function changePrompt(text: string, app: App): void {
  const { mode } = prompted(app);
  if (mode) app.dispatch(...promptText(mode, text, app.getSnapshot()));
}

function candidates(app: App) {
  const { moment, state } = app.getSnapshot();
  return {
    projects: [...moment.view.projects.values()].map(({ name }) => name),
    orders: shownScreen(state).screen === "projects" ? projectOrders : executionOrders,
  };
}
