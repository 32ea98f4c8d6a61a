import { type ExecutionId, HoldfastEvent, type ProjectId, timestampOf } from "@holdfast/core";
import type { events } from "../schema/index.js";
import { jsonOf, storedValue } from "./stored-value.js";

export type EventRow = typeof events.$inferSelect & {
  readonly projectId: ProjectId;
  readonly executionId: ExecutionId | null;
};

/** @throws `storage_corrupt` */
export function toEvent({ seq, atMs, projectId, executionId, body }: EventRow): HoldfastEvent {
  return storedValue(HoldfastEvent, { table: "events", id: String(seq) }, () => ({
    seq,
    at: timestampOf(atMs),
    projectId,
    executionId,
    body: jsonOf(body),
  }));
}
