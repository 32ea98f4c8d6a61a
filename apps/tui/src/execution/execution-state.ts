import type { ExecutionId } from "@holdfast/core";
import { listStart, moveSelection, type ListSight, type ListState, type Motion } from "../list/list-state.js";
import { scroll, type TextSight } from "../list/scroll.js";

export interface ExecutionState {
  readonly screen: "execution";
  readonly executionId: ExecutionId;
  readonly pane: "checkpoints" | "events";
  readonly checkpoints: ListState;
  readonly eventsTop: number;
}

export function executionStart(executionId: ExecutionId): ExecutionState {
  return { screen: "execution", executionId, pane: "checkpoints", checkpoints: listStart, eventsTop: 0 };
}

export interface ExecutionSight {
  readonly checkpoints: ListSight;
  readonly events: TextSight;
}

export type ExecutionAction =
  | { readonly type: "otherPane" }
  | { readonly type: "move"; readonly motion: Motion; readonly sight: ExecutionSight };

export function reduceExecution(state: ExecutionState, action: ExecutionAction): ExecutionState {
  switch (action.type) {
    case "otherPane":
      return { ...state, pane: state.pane === "checkpoints" ? "events" : "checkpoints" };
    case "move":
      return state.pane === "checkpoints"
        ? { ...state, checkpoints: moveSelection(state.checkpoints, action.motion, action.sight.checkpoints) }
        : { ...state, eventsTop: scroll(state.eventsTop, action.motion, action.sight.events) };
  }
}
