import { listStart, type ListState } from "../list/list-state.js";
import { matches } from "../list/matches.js";
import type { ProjectSummary } from "./project-summary.js";

export const projectOrders = ["name", "activity", "running"] as const;
type ProjectOrder = (typeof projectOrders)[number];

export interface ProjectsState {
  readonly screen: "projects";
  readonly list: ListState;
  readonly filter: string;
  readonly order: ProjectOrder;
}

export const projectsStart: ProjectsState = { screen: "projects", list: listStart, filter: "", order: "name" };

/** Without it, projects that are all busy would change places at every event. */
const activityStepMs = 60_000;

const compare: Readonly<Record<ProjectOrder, (a: ProjectSummary, b: ProjectSummary) => number>> = {
  name: () => 0,
  activity: (a, b) => Math.floor(b.activeMs / activityStepMs) - Math.floor(a.activeMs / activityStepMs),
  running: (a, b) => (b.counts.running ?? 0) - (a.counts.running ?? 0),
};

/** The projects that are listed, in their order. */
export function listedProjects(
  { filter, order }: ProjectsState,
  summaries: readonly ProjectSummary[],
): readonly ProjectSummary[] {
  const listed =
    filter === ""
      ? summaries
      : summaries.filter(({ project }) =>
          matches(filter, `${project.name} ${project.status} ${project.root} ${project.id}`),
        );
  return listed.toSorted((a, b) => compare[order](a, b) || a.project.name.localeCompare(b.project.name));
}
