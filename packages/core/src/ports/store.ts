import type { CheckpointStore } from "./checkpoint-store.js";
import type { EventLog } from "./event-log.js";
import type { ExecutionStore } from "./execution-store.js";
import type { ProjectStore } from "./project-store.js";

/** Everything durable, over one database. */
export interface Store extends AsyncDisposable {
  readonly projects: ProjectStore;
  readonly executions: ExecutionStore;
  readonly checkpoints: CheckpointStore;
  readonly events: EventLog;
}
