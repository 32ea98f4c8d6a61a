import type { CheckpointRef } from "@holdfast/core";
import type { Motion } from "../list/list-state.js";
import { scroll, type TextSight } from "../list/scroll.js";

export interface CheckpointState {
  readonly screen: "checkpoint";
  readonly checkpoint: CheckpointRef;
  readonly pane: "messages" | "state";
  readonly tops: Readonly<Record<CheckpointState["pane"], number>>;
}

export function checkpointStart(checkpoint: CheckpointRef): CheckpointState {
  return { screen: "checkpoint", checkpoint, pane: "messages", tops: { messages: 0, state: 0 } };
}

export type CheckpointSight = Readonly<Record<CheckpointState["pane"], TextSight>>;

export type CheckpointAction =
  | { readonly type: "otherPane" }
  | { readonly type: "move"; readonly motion: Motion; readonly sight: CheckpointSight };

export function reduceCheckpoint(state: CheckpointState, action: CheckpointAction): CheckpointState {
  const { pane, tops } = state;
  switch (action.type) {
    case "otherPane":
      return { ...state, pane: pane === "messages" ? "state" : "messages" };
    case "move":
      return { ...state, tops: { ...tops, [pane]: scroll(tops[pane], action.motion, action.sight[pane]) } };
  }
}
