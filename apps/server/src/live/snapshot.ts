import {
  HoldfastError,
  type Execution,
  type ExecutionStatus,
  type ProjectId,
  type Snapshot,
  type Store,
  type Task,
} from "@holdfast/core";

const unfinished = ["queued", "running", "waiting", "halted"] as const satisfies readonly ExecutionStatus[];
const finished = ["completed", "failed", "abandoned", "cancelled"] as const satisfies readonly ExecutionStatus[];
/** How many finished executions a snapshot holds: what a person scrolls back to; `executions.list` knows them all. */
const finishedKept = 200;

/** Everything a watcher shows: all that is not finished, and the newest of what is. @throws `not_found` for the project. */
export async function readSnapshot(store: Store, projectId: ProjectId | undefined): Promise<Snapshot> {
  const { epoch } = store.events;
  // Before the rows: what is committed while they are read comes as an event afterwards, so nothing is missed.
  const seq = await store.events.last();
  const projects = projectId === undefined ? await store.projects.projects() : [await oneProject(store, projectId)];
  const agents = (await Promise.all(projects.map(({ id }) => store.projects.agents(id)))).flat();
  const executions = await executionsOf(store, projectId);
  const tasks = await tasksOf(store, executions);
  const heartbeats = await store.executions.heartbeats(projectId);
  return { epoch, seq, projects, agents, tasks, executions, heartbeats };
}

async function oneProject(store: Store, projectId: ProjectId): Promise<Snapshot["projects"][number]> {
  const project = await store.projects.project(projectId);
  if (project) return project;
  throw new HoldfastError("not_found", `There is no project ${projectId}. projects.list shows those there are.`, {
    details: { kind: "project", reference: projectId },
  });
}

async function executionsOf(store: Store, projectId: ProjectId | undefined): Promise<Execution[]> {
  const list = async (statuses: readonly ExecutionStatus[], limit: number) =>
    (await Promise.all(statuses.map((status) => store.executions.executions({ projectId, status, limit })))).flat();
  const executions = await list(unfinished, Number.MAX_SAFE_INTEGER);
  const ended = await list(finished, finishedKept);
  // Ids are ULIDs: they sort by the time they were made at.
  ended.sort((a, b) => (a.id < b.id ? 1 : -1));
  // One that ended between the two reads is in both.
  const known = new Set(executions.map(({ id }) => id));
  return [...executions, ...ended.slice(0, finishedKept).filter(({ id }) => !known.has(id))];
}

async function tasksOf(store: Store, executions: readonly Execution[]): Promise<Task[]> {
  const ids = new Set(executions.map(({ taskId }) => taskId));
  const tasks = await Promise.all([...ids].map((id) => store.projects.task(id)));
  return tasks.filter((task) => task !== undefined);
}
