import type { CheckpointId, CheckpointRef, ExecutionId, HoldfastEvent } from "@holdfast/core";
import type { TuiActions } from "../tui-actions.js";
import { LoadTable } from "./load-table.js";

export type LoadedCheckpoint = Awaited<ReturnType<TuiActions["checkpoint"]>>;

/** What is not in the live view and is asked for when somebody looks at it. */
export class Loads {
  readonly checkpoints: LoadTable<ExecutionId, readonly CheckpointRef[]>;
  readonly events: LoadTable<ExecutionId, readonly HoldfastEvent[]>;
  readonly contexts: LoadTable<CheckpointId, LoadedCheckpoint>;

  constructor(actions: TuiActions, changed: () => void) {
    this.checkpoints = new LoadTable((id) => actions.checkpoints(id), changed);
    this.events = new LoadTable((id) => actions.events(id), changed);
    this.contexts = new LoadTable((id) => actions.checkpoint(id), changed);
  }
}
