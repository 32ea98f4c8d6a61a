import type { ProjectId } from "@holdfast/core";
import type { LiveView } from "@holdfast/client";
import type { Execution } from "@holdfast/core";
import { listStart, type ListState } from "../list/list-state.js";
import { matches } from "../list/matches.js";
import { inOrder, type ExecutionOrder } from "./execution-order.js";

export interface ExecutionsState {
  readonly screen: "executions";
  readonly projectId: ProjectId;
  readonly list: ListState;
  readonly filter: string;
  readonly order: ExecutionOrder;
}

export function executionsStart(projectId: ProjectId): ExecutionsState {
  return { screen: "executions", projectId, list: listStart, filter: "", order: "urgency" };
}

/** The executions that are listed, in their order. */
export function listedExecutions({ projectId, filter, order }: ExecutionsState, view: LiveView): readonly Execution[] {
  const listed = [...view.executions.values()].filter(
    (execution) =>
      execution.projectId === projectId && (filter === "" || matches(filter, searchedText(execution, view))),
  );
  return inOrder(listed, order);
}

function searchedText({ id, status, agentName, taskId }: Execution, view: LiveView): string {
  return `${id} ${status} ${agentName} ${view.tasks.get(taskId)?.prompt ?? ""}`;
}
