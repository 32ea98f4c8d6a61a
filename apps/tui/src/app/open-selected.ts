import { checkpointStart } from "../checkpoint/checkpoint-state.js";
import { executionStart } from "../execution/execution-state.js";
import { executionsStart } from "../executions/executions-state.js";
import { shownScreen, type ScreenState } from "./app-state.js";
import type { Frame } from "./frame.js";
import { selectedCheckpoint, selectedExecution, selectedProject } from "./selection.js";

/** The screen of what is selected; none when nothing is. */
export function openSelected(frame: Frame): readonly ScreenState[] {
  switch (shownScreen(frame.state).screen) {
    case "projects": {
      const project = selectedProject(frame);
      return project ? [executionsStart(project.id)] : [];
    }
    case "executions": {
      const execution = selectedExecution(frame);
      return execution ? [executionStart(execution.id)] : [];
    }
    case "execution": {
      const checkpoint = selectedCheckpoint(frame);
      return checkpoint ? [checkpointStart(checkpoint)] : [];
    }
    case "checkpoint":
      return [];
  }
}
