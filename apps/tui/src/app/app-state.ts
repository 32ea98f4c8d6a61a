import type { CheckpointState } from "../checkpoint/checkpoint-state.js";
import type { ExecutionState } from "../execution/execution-state.js";
import type { ExecutionsState } from "../executions/executions-state.js";
import { projectsStart, type ProjectsState } from "../projects/projects-state.js";
import type { Request } from "../requests/request.js";
import type { ThemeName } from "../theme/theme.js";
import type { DemoState } from "../welcome/demo-state.js";
import { noDemo } from "../welcome/demo-state.js";

export type ScreenState = ProjectsState | ExecutionsState | ExecutionState | CheckpointState;

/** What the keys go to. */
export type Mode =
  | { readonly type: "browse" }
  | { readonly type: "prompt"; readonly kind: "command"; readonly text: string }
  /** `before` is the filter that comes back when the prompt is left. */
  | { readonly type: "prompt"; readonly kind: "filter"; readonly text: string; readonly before: string }
  | { readonly type: "confirm"; readonly request: Request }
  | { readonly type: "help"; readonly top: number };

/** Something to be told once. */
export interface Notice {
  readonly text: string;
  readonly tone: "good" | "warn" | "bad";
  /** It is gone after this, milliseconds since the Unix epoch. */
  readonly untilMs: number;
}

export interface AppState {
  /** The way to the screen that is shown, which is the last one. Never empty; the first are the projects. */
  readonly screens: readonly [ProjectsState, ...ScreenState[]];
  readonly mode: Mode;
  readonly notice: Notice | null;
  readonly theme: ThemeName;
  readonly demo: DemoState;
}

export const browsing: Mode = { type: "browse" };

export function appStart(theme: ThemeName): AppState {
  return { screens: [projectsStart], mode: browsing, notice: null, theme, demo: noDemo };
}

/** The screen that is shown. */
export function shownScreen({ screens }: AppState): ScreenState {
  return screens.at(-1) ?? screens[0];
}
