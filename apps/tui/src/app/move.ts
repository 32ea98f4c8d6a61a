import { checkpointSight } from "../checkpoint/checkpoint-layout.js";
import { executionSight } from "../execution/execution-layout.js";
import { executionsSight } from "../executions/executions-layout.js";
import type { Motion } from "../list/list-state.js";
import { projectsSight } from "../projects/projects-layout.js";
import type { AppAction } from "./app-reducer.js";
import { shownScreen } from "./app-state.js";
import type { Frame } from "./frame.js";

/** Moves in whatever is shown. */
export function move(motion: Motion, frame: Frame): AppAction {
  const screen = shownScreen(frame.state);
  switch (screen.screen) {
    case "projects":
      return { type: "screen", for: "projects", action: { type: "move", motion, sight: projectsSight(screen, frame) } };
    case "executions":
      return {
        type: "screen",
        for: "executions",
        action: { type: "move", motion, sight: executionsSight(screen, frame) },
      };
    case "execution":
      return {
        type: "screen",
        for: "execution",
        action: { type: "move", motion, sight: executionSight(screen, frame) },
      };
    case "checkpoint":
      return {
        type: "screen",
        for: "checkpoint",
        action: { type: "move", motion, sight: checkpointSight(screen, frame) },
      };
  }
}
