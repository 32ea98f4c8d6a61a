import type { AppAction } from "../app/app-reducer.js";
import { browsing, shownScreen, type Mode } from "../app/app-state.js";
import type { Frame } from "../app/frame.js";

type PromptMode = Extract<Mode, { type: "prompt" }>;

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Another text in the prompt. A filter works while it is typed. */
export function promptText(mode: PromptMode, text: string, frame: Frame): readonly AppAction[] {
  const changed: AppAction = { type: "mode", mode: { ...mode, text } };
  return mode.kind === "filter" ? [changed, ...setFilter(text, frame)] : [changed];
}

/** What a key types into the prompt; nothing when it is not a character. */
export function typeKey(key: string, frame: Frame): readonly AppAction[] {
  const { mode } = frame.state;
  const isCharacter = Array.from(key).length === 1;
  return mode.type === "prompt" && isCharacter ? promptText(mode, mode.text + key, frame) : [];
}

export function withoutLastCharacter(text: string): string {
  const all = [...graphemes.segment(text)];
  return text.slice(0, all.at(-1)?.index ?? 0);
}

/** Leaves the prompt as if it had never been there. */
export function leavePrompt(mode: PromptMode, frame: Frame): readonly AppAction[] {
  const left: AppAction = { type: "mode", mode: browsing };
  return mode.kind === "filter" ? [left, ...setFilter(mode.before, frame)] : [left];
}

/** The list's filter; nothing on a screen that has none. */
export function setFilter(text: string, { state }: Frame): readonly AppAction[] {
  const { screen } = shownScreen(state);
  return screen === "projects" || screen === "executions"
    ? [{ type: "screen", for: screen, action: { type: "filter", text } }]
    : [];
}

export function shownFilter({ state }: Frame): string {
  const screen = shownScreen(state);
  return "filter" in screen ? screen.filter : "";
}
