import { HoldfastError } from "../errors/holdfast-error.js";
import type { AgentId, CheckpointId, ExecutionId, ProjectId } from "../models/ids.js";
import type { ChangeOptions, Lease } from "./execution-store.js";
import type { ExecutionChange } from "../models/execution-change.js";

/** The refusals that every store makes, in the same words. */

export function leaseLost({ executionId, fence }: Lease): HoldfastError {
  return new HoldfastError(
    "lease_lost",
    `The lease on execution ${executionId} under fencing token ${fence} is lost; nothing was written.`,
    { details: { executionId, fence } },
  );
}

export function notFound(what: string, id: string): HoldfastError {
  return new HoldfastError("not_found", `There is no ${what} ${id}.`, { details: { what, id } });
}

export function turnNotFound(executionId: ExecutionId, turn: number): HoldfastError {
  return new HoldfastError("not_found", `Turn ${turn} of execution ${executionId} is not in the log.`, {
    details: { executionId, turn },
  });
}

/** @param completed turns the execution has completed */
export function turnConflict(executionId: ExecutionId, turn: number, completed: number): HoldfastError {
  return new HoldfastError(
    "conflict",
    `Execution ${executionId} has completed ${completed} turns; it cannot take turn ${turn} now.`,
    { details: { executionId, turn, completed } },
  );
}

export function nameTaken(what: string, name: string): HoldfastError {
  return new HoldfastError("already_exists", `There is a ${what} named "${name}" already.`, {
    details: { what, name },
  });
}

export function checkpointTaken(id: CheckpointId): HoldfastError {
  return new HoldfastError("already_exists", `There is a checkpoint ${id} already.`, {
    details: { what: "checkpoint", id },
  });
}

export function idempotencyConflict(key: string): HoldfastError {
  return new HoldfastError(
    "idempotency_conflict",
    `Idempotency key "${key}" was used for another request; use a new key for a new request.`,
    { details: { key } },
  );
}

export function agentOfAnotherProject(agentId: AgentId, projectId: ProjectId): HoldfastError {
  return new HoldfastError("invalid_input", `agentId is ${agentId}: that agent is not in project ${projectId}.`, {
    details: { field: "agentId", found: agentId, projectId },
  });
}

export function changeRefused(id: ExecutionId, status: string, message: string): HoldfastError {
  return new HoldfastError("invalid_state", message, { details: { id, status } });
}

/** Changes after which an execution never runs again. */
const final: readonly ExecutionChange["type"][] = ["complete", "abandon", "cancel"];

/** @throws `invalid_input` for options that do not go with the change. */
export function assertChangeOptions(id: ExecutionId, change: ExecutionChange, options: ChangeOptions): void {
  const refuse = (field: string, found: string, message: string) =>
    new HoldfastError("invalid_input", `${field} is ${found}: ${message}`, { details: { field, found } });
  if (change.type === "claim") throw refuse("change.type", "claim", "executions are taken by claiming them.");
  if (options.lease && options.lease.executionId !== id) {
    throw refuse("options.lease", options.lease.executionId, `it must be of execution ${id}.`);
  }
  if (options.discard && !final.includes(change.type)) {
    throw refuse(
      "options.discard",
      options.discard,
      `an execution that can run again needs its turns (${change.type}).`,
    );
  }
  if (options.reassignTo && change.type !== "abandon") {
    throw refuse(
      "options.reassignTo",
      options.reassignTo,
      `only an abandoned task is handed on, not one to ${change.type}.`,
    );
  }
}
