import type { Frame } from "../app/frame.js";
import { bodyOf } from "../app/layout.js";
import type { ListSight } from "../list/list-state.js";
import { splitColumns, type Split } from "../panes/split.js";
import { listedProjects, type ProjectsState } from "./projects-state.js";

/** The title of the pane and the titles of its columns. */
const headLines = 2;

export interface ProjectsLayout extends Split {
  readonly height: number;
  readonly rows: number;
}

export function projectsLayout(frame: Frame): ProjectsLayout {
  const { columns, height } = bodyOf(frame);
  return { ...splitColumns(columns, 0.56), height, rows: Math.max(0, height - headLines) };
}

/** What of the list can be seen, which is what moving in it goes by. */
export function projectsSight(screen: ProjectsState, frame: Frame): ListSight {
  const listed = listedProjects(frame.moment.view, screen);
  return { ids: listed.map(({ project }) => project.id), height: projectsLayout(frame).rows };
}
