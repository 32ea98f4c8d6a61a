import type { CheckpointRef, Execution, Snapshot, WatchMessage } from "@holdfast/core";
import { DraftRows } from "./draft-rows.js";
import { forgetFinished } from "./forget-finished.js";
import type { LiveRows } from "./live-view.js";

/** How much of a history without end is kept. */
export interface LiveLimits {
  /** Newest events. */
  readonly events: number;
  /** Newest checkpoints of each execution. */
  readonly checkpoints: number;
  /** Newest finished executions. */
  readonly finishedExecutions: number;
}

export const defaultLimits: LiveLimits = { events: 500, checkpoints: 50, finishedExecutions: 500 };

/** The rows after one message. Pure; what the message does not touch keeps its identity. */
export function reduce(rows: LiveRows, message: WatchMessage, limits: LiveLimits = defaultLimits): LiveRows {
  return reduceAll(rows, [message], limits);
}

/** The rows after several messages: the same as one after the other, for one copy of each table. */
export function reduceAll(
  rows: LiveRows,
  messages: readonly WatchMessage[],
  limits: LiveLimits = defaultLimits,
): LiveRows {
  const draft = new DraftRows(rows);
  for (const message of messages) {
    switch (message.type) {
      case "snapshot":
        replaceAll(draft, message.snapshot);
        break;
      case "event":
        applyEvent(draft, message, limits);
        break;
      case "heartbeats":
        for (const heartbeat of message.heartbeats) {
          // A late beat of an execution that has stopped meanwhile would never go away again.
          if (draft.executions.rows.get(heartbeat.executionId)?.status === "running")
            draft.heartbeats.set(heartbeat.executionId, heartbeat);
        }
        break;
    }
  }
  forgetFinished(draft, limits.finishedExecutions);
  return draft.finish(limits.events);
}

function replaceAll(draft: DraftRows, snapshot: Snapshot): void {
  const sameHistory = draft.epoch === snapshot.epoch;
  draft.epoch = snapshot.epoch;
  draft.seq = snapshot.seq;
  draft.projects.replace(byId(snapshot.projects));
  draft.agents.replace(byId(snapshot.agents));
  draft.tasks.replace(byId(snapshot.tasks));
  draft.executions.replace(byId(snapshot.executions));
  draft.heartbeats.replace(snapshot.heartbeats.map((heartbeat) => [heartbeat.executionId, heartbeat]));
  // Whether they still exist is not known: what happened between the last event and the snapshot was not told.
  draft.checkpoints.replace([]);
  if (!sameHistory) {
    draft.newEvents.length = 0;
    draft.forgetEvents = true;
  }
}

function applyEvent(draft: DraftRows, message: Extract<WatchMessage, { type: "event" }>, limits: LiveLimits): void {
  const { event, project, agent, task, execution, checkpoint } = message;
  if (event.seq <= draft.seq) return;
  draft.seq = event.seq;
  draft.newEvents.push(event);
  if (project) draft.projects.set(project.id, project);
  if (agent) draft.agents.set(agent.id, agent);
  if (task) draft.tasks.set(task.id, task);
  // Those of turns that were rewound go with the execution's own turn, below; of the others nothing is known to be left.
  const { body, executionId } = event;
  if (body.type === "checkpoint.deleted" && body.reason !== "rewound" && executionId)
    draft.checkpoints.delete(executionId);
  if (checkpoint) {
    const others = (draft.checkpoints.rows.get(checkpoint.executionId) ?? []).filter(({ id }) => id !== checkpoint.id);
    setCheckpoints(draft, checkpoint.executionId, [checkpoint, ...others].slice(0, limits.checkpoints));
  }
  if (execution) applyExecution(draft, execution);
}

function applyExecution(draft: DraftRows, execution: Execution): void {
  draft.executions.set(execution.id, execution);
  if (execution.status !== "running") draft.heartbeats.delete(execution.id);
  // An execution that was set back has lost the checkpoints of the turns it lost.
  const checkpoints = draft.checkpoints.rows.get(execution.id);
  if (checkpoints?.some(({ turn }) => turn > execution.turn)) {
    setCheckpoints(
      draft,
      execution.id,
      checkpoints.filter(({ turn }) => turn <= execution.turn),
    );
  }
}

function setCheckpoints(draft: DraftRows, executionId: Execution["id"], checkpoints: readonly CheckpointRef[]): void {
  if (checkpoints.length === 0) draft.checkpoints.delete(executionId);
  else draft.checkpoints.set(executionId, checkpoints);
}

function byId<Row extends { readonly id: string }>(rows: readonly Row[]): (readonly [Row["id"], Row])[] {
  return rows.map((row) => [row.id, row]);
}
