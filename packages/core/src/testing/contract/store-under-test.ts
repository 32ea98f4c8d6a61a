import type { ExecutionId, ProjectId } from "../../models/ids.js";
import type { IdSource } from "../../ports/id-source.js";
import type { Store } from "../../ports/store.js";
import type { ManualClock } from "../manual-clock.js";

/** A fresh, empty store and what its contract needs beyond the ports to put it into a state. */
export interface StoreUnderTest {
  readonly store: Store;
  /** The clock the store was opened with. */
  readonly clock: ManualClock;
  readonly ids: IdSource;
  pauseProject(id: ProjectId): Promise<void> | void;
  /** Changes a turn's stored bytes behind the store's back. */
  corruptTurn(executionId: ExecutionId, turn: number): Promise<void> | void;
  /** Closes the store and removes what it left. */
  dispose(): Promise<void>;
}

export type OpenStore = () => Promise<StoreUnderTest>;
