import type { LiveRows } from "@holdfast/client";
import type { Execution, ExecutionStatus, Project, ProjectId } from "@holdfast/core";

export interface ProjectSummary {
  readonly project: Project;
  readonly counts: Readonly<Partial<Record<ExecutionStatus, number>>>;
  readonly executions: number;
  /** When something last happened in it. Milliseconds since the Unix epoch. */
  readonly activeMs: number;
}

/** Every project with what its executions are at, in one pass over them. */
export function summariseProjects({ projects, executions }: LiveRows): readonly ProjectSummary[] {
  const tallies = new Map<
    ProjectId,
    { counts: Partial<Record<ExecutionStatus, number>>; executions: number; newest: string }
  >();
  for (const project of projects.values())
    tallies.set(project.id, { counts: {}, executions: 0, newest: project.createdAt });
  for (const execution of executions.values()) {
    const tally = tallies.get(execution.projectId);
    if (!tally) continue;
    tally.counts[execution.status] = (tally.counts[execution.status] ?? 0) + 1;
    tally.executions += 1;
    const newest = newestInstant(execution);
    // Timestamps are all UTC with milliseconds: they sort as text.
    if (newest > tally.newest) tally.newest = newest;
  }
  return [...projects.values()].map((project) => {
    const { counts = {}, executions: count = 0, newest = project.createdAt } = tallies.get(project.id) ?? {};
    return { project, counts, executions: count, activeMs: Date.parse(newest) };
  });
}

function newestInstant(execution: Execution): string {
  if ("endedAt" in execution) return execution.endedAt;
  if ("since" in execution) return execution.since;
  return execution.progressAt ?? execution.createdAt;
}
