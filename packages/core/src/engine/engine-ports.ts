import type { LeaseGuard } from "../leases/lease-guard.js";
import type { CheckpointConfig } from "../models/checkpoint-config.js";
import type { Clock } from "../ports/clock.js";
import type { IdSource } from "../ports/id-source.js";
import type { Log } from "../ports/log.js";
import type { Store } from "../ports/store.js";
import type { Probe } from "./probe.js";

/** What running an execution needs from outside. */
export interface EnginePorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly guard: LeaseGuard;
  readonly probe: Probe;
  readonly config: CheckpointConfig;
}
