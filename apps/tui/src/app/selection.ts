import type { CheckpointRef, Execution, Project } from "@holdfast/core";
import { listedCheckpoints } from "../execution/execution-history.js";
import { listedExecutions } from "../executions/executions-state.js";
import { selectedRow } from "../list/list-state.js";
import { listedProjects } from "../projects/projects-state.js";
import { shownScreen } from "./app-state.js";
import type { Frame } from "./frame.js";

/** The project that is selected in the list of projects. */
export function selectedProject({ state, moment }: Frame): Project | undefined {
  const screen = shownScreen(state);
  if (screen.screen !== "projects") return undefined;
  return selectedRow(screen.list, listedProjects(moment.view, screen), ({ project }) => project.id)?.project;
}

/** The execution that a key would be about: the one that is open, or the one that is selected in a list. */
export function selectedExecution({ state, moment }: Frame): Execution | undefined {
  const screen = shownScreen(state);
  if (screen.screen === "execution") return moment.view.executions.get(screen.executionId);
  if (screen.screen !== "executions") return undefined;
  return selectedRow(screen.list, listedExecutions(moment.view, screen), ({ id }) => id);
}

/** The checkpoint that is selected in the open execution. */
export function selectedCheckpoint({ state, moment, loads }: Frame): CheckpointRef | undefined {
  const screen = shownScreen(state);
  if (screen.screen !== "execution" || screen.pane !== "checkpoints") return undefined;
  const execution = moment.view.executions.get(screen.executionId);
  return execution && selectedRow(screen.checkpoints, listedCheckpoints(execution, moment.view, loads), ({ id }) => id);
}
