import type { Project } from "@holdfast/core";
import { listStart, type ListState } from "../list/list-state.js";
import { matches } from "../list/matches.js";
import { oncePerView } from "../live/once-per-view.js";
import { summariseProjects, type ProjectSummary } from "./project-summary.js";

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

type Listing = Pick<ProjectsState, "filter" | "order">;

/** The projects that are listed, in their order. */
export const listedProjects = oncePerView(
  (view, { filter, order }: Listing): readonly ProjectSummary[] => {
    const listed = summariseProjects(view).filter(
      ({ project }) => filter === "" || matches(filter, searchedText(project)),
    );
    return listed.sort((a, b) => compare[order](a, b) || a.project.name.localeCompare(b.project.name));
  },
  ({ filter, order }) => `${order} ${filter}`,
);

function searchedText({ name, status, root, id }: Project): string {
  return `${name} ${status} ${root} ${id}`;
}
