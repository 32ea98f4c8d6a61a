import type { HoldfastEvent } from "../models/event.js";
import type { ExecutionId, ProjectId } from "../models/ids.js";

export interface EventQuery {
  /** Only events with a greater number. */
  readonly after: number;
  readonly limit: number;
  /** The newest events instead of the oldest, when there are more than the limit. Oldest first all the same. */
  readonly newest?: boolean | undefined;
  readonly projectId?: ProjectId | undefined;
  readonly executionId?: ExecutionId | undefined;
}

export interface EventLog {
  /** Names this store; a cursor of another epoch means nothing here. */
  readonly epoch: string;
  /** Oldest first. */
  read(query: EventQuery): Promise<readonly HoldfastEvent[]>;
  /** The number of the newest event; 0 when there is none. */
  last(): Promise<number>;
}
