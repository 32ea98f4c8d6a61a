import type { LiveRows } from "@holdfast/client";
import type { Execution, ProjectId } from "@holdfast/core";
import { listStart, type ListState } from "../list/list-state.js";
import { oncePerView } from "../live/once-per-view.js";
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

type Listing = Pick<ExecutionsState, "projectId" | "filter" | "order">;

/** The executions that are listed, in their order. */
export const listedExecutions = oncePerView(
  (view, { projectId, filter, order }: Listing): readonly Execution[] => {
    const listed = [...view.executions.values()].filter(
      (execution) =>
        execution.projectId === projectId && (filter === "" || matches(filter, searchedText(execution, view))),
    );
    return inOrder(listed, order);
  },
  ({ projectId, filter, order }) => `${projectId} ${order} ${filter}`,
);

function searchedText({ id, status, agentName, taskId }: Execution, view: LiveRows): string {
  return `${id} ${status} ${agentName} ${view.tasks.get(taskId)?.prompt ?? ""}`;
}
