import type { CheckpointRef, Execution, Project } from "@holdfast/core";
import { listedCheckpoints } from "../execution/execution-history.js";
import { listedExecutions } from "../executions/executions-state.js";
import { selectedIndex } from "../list/list-state.js";
import { summariseProjects } from "../projects/project-summary.js";
import { listedProjects } from "../projects/projects-state.js";
import { shownScreen } from "./app-state.js";
import type { Frame } from "./frame.js";

/** The project that is selected in the list of projects. */
export function selectedProject({ state, moment }: Frame): Project | undefined {
  const screen = shownScreen(state);
  if (screen.screen !== "projects") return undefined;
  const listed = listedProjects(screen, summariseProjects(moment.view)).map(({ project }) => project);
  return listed[
    selectedIndex(
      screen.list,
      listed.map(({ id }) => id),
    )
  ];
}

/** The execution that a key would be about: the one that is open, or the one that is selected in a list. */
export function selectedExecution({ state, moment }: Frame): Execution | undefined {
  const screen = shownScreen(state);
  if (screen.screen === "execution") return moment.view.executions.get(screen.executionId);
  if (screen.screen !== "executions") return undefined;
  const listed = listedExecutions(screen, moment.view);
  return listed[
    selectedIndex(
      screen.list,
      listed.map(({ id }) => id),
    )
  ];
}

/** The checkpoint that is selected in the open execution. */
export function selectedCheckpoint({ state, moment, loads }: Frame): CheckpointRef | undefined {
  const screen = shownScreen(state);
  const execution =
    screen.screen === "execution" && screen.pane === "checkpoints"
      ? moment.view.executions.get(screen.executionId)
      : undefined;
  if (screen.screen !== "execution" || !execution) return undefined;
  const listed = listedCheckpoints(execution, moment.view, loads);
  return listed[
    selectedIndex(
      screen.checkpoints,
      listed.map(({ id }) => id),
    )
  ];
}
