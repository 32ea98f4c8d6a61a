import { reduceCheckpoint, type CheckpointAction } from "../checkpoint/checkpoint-state.js";
import { reduceExecution, type ExecutionAction } from "../execution/execution-state.js";
import { executionOrders } from "../executions/execution-order.js";
import { reduceList, type ListAction } from "../list/list-action.js";
import { projectOrders } from "../projects/projects-state.js";
import type { ThemeName } from "../theme/theme.js";
import { reduceDemo, type DemoAction } from "../welcome/demo-state.js";
import { browsing, shownScreen, type AppState, type Mode, type Notice, type ScreenState } from "./app-state.js";

/** What happens to one kind of screen; it changes nothing while another kind is shown. */
type ScreenAction =
  | { readonly for: "projects" | "executions"; readonly action: ListAction }
  | { readonly for: "execution"; readonly action: ExecutionAction }
  | { readonly for: "checkpoint"; readonly action: CheckpointAction };

export type AppAction =
  | { readonly type: "open"; readonly screens: readonly ScreenState[] }
  | { readonly type: "goTo"; readonly screens: readonly ScreenState[] }
  | { readonly type: "back" }
  | { readonly type: "mode"; readonly mode: Mode }
  | { readonly type: "notice"; readonly notice: Notice | null }
  | { readonly type: "theme"; readonly theme: ThemeName }
  | { readonly type: "demo"; readonly action: DemoAction }
  | ({ readonly type: "screen" } & ScreenAction);

/** The state after an action. Pure. */
export function reduceApp(state: AppState, action: AppAction): AppState {
  const [first, ...rest] = state.screens;
  switch (action.type) {
    case "open":
      return { ...state, screens: [first, ...rest, ...action.screens], mode: browsing };
    case "goTo":
      return { ...state, screens: [first, ...action.screens], mode: browsing };
    case "back":
      return { ...state, screens: [first, ...rest.slice(0, -1)] };
    case "mode":
      return { ...state, mode: action.mode };
    case "notice":
      return { ...state, notice: action.notice };
    case "theme":
      return { ...state, theme: action.theme };
    case "demo":
      return { ...state, demo: reduceDemo(state.demo, action.action) };
    case "screen": {
      const screen = shownScreen(state);
      return screen.screen === action.for ? withScreen(state, reduceScreen(screen, action)) : state;
    }
  }
}

function reduceScreen(state: ScreenState, { for: target, action }: ScreenAction): ScreenState {
  if (state.screen === "projects" && target === "projects") return reduceList(state, action, projectOrders);
  if (state.screen === "executions" && target === "executions") return reduceList(state, action, executionOrders);
  if (state.screen === "execution" && target === "execution") return reduceExecution(state, action);
  if (state.screen === "checkpoint" && target === "checkpoint") return reduceCheckpoint(state, action);
  return state;
}

function withScreen(state: AppState, screen: ScreenState): AppState {
  const [first, ...rest] = state.screens;
  if (screen.screen === "projects") return { ...state, screens: [screen, ...rest] };
  return { ...state, screens: [first, ...rest.slice(0, -1), screen] };
}
