import type { HoldfastEvent, Store, WatchMessage } from "@holdfast/core";

export type EventMessage = Extract<WatchMessage, { type: "event" }>;

/**
 * The events with the rows they tell of, as they are now. Read after the events were committed, so the last event of
 * a row carries what it is in the end.
 */
export async function withPresentRows(store: Store, events: readonly HoldfastEvent[]): Promise<EventMessage[]> {
  const { projects, executions, checkpoints } = store;
  const project = onceEach((id: Parameters<typeof projects.project>[0]) => projects.project(id));
  const agent = onceEach((id: Parameters<typeof projects.agent>[0]) => projects.agent(id));
  const task = onceEach((id: Parameters<typeof projects.task>[0]) => projects.task(id));
  const execution = onceEach((id: Parameters<typeof executions.execution>[0]) => executions.execution(id));
  const checkpoint = onceEach((id: Parameters<typeof checkpoints.checkpoint>[0]) => checkpoints.checkpoint(id));

  const rowsOf = async ({
    projectId,
    executionId,
    body,
  }: HoldfastEvent): Promise<Omit<EventMessage, "type" | "event">> => {
    const ofExecution = executionId === null ? undefined : await execution(executionId);
    // A task moves with its execution, not always with an event of its own.
    const taskId =
      "taskId" in body ? body.taskId : body.type.startsWith("execution.") ? ofExecution?.taskId : undefined;
    return {
      ...(body.type.startsWith("project.") && { project: await project(projectId) }),
      ...("agentId" in body && { agent: await agent(body.agentId) }),
      ...(taskId && { task: await task(taskId) }),
      ...(ofExecution && { execution: ofExecution }),
      ...("checkpointId" in body && body.checkpointId && { checkpoint: await checkpoint(body.checkpointId) }),
    };
  };

  const messages: EventMessage[] = [];
  for (const event of events) messages.push({ type: "event", event, ...(await rowsOf(event)) });
  return messages;
}

/** Many events of one page tell of the same few rows. */
function onceEach<Id, Row>(read: (id: Id) => Promise<Row | undefined>): (id: Id) => Promise<Row | undefined> {
  const rows = new Map<Id, Promise<Row | undefined>>();
  return (id) => {
    const known = rows.get(id) ?? read(id);
    rows.set(id, known);
    return known;
  };
}
