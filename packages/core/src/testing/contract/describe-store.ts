import { describe } from "vitest";
import { checkpointStoreContract } from "./checkpoint-store.contract.js";
import { claimContract } from "./claim.contract.js";
import { eventLogContract } from "./event-log.contract.js";
import { executionChangeContract } from "./execution-change.contract.js";
import { fencingContract } from "./fencing.contract.js";
import { journalContract } from "./journal.contract.js";
import { projectStoreContract } from "./project-store.contract.js";
import { rewindContract } from "./rewind.contract.js";
import type { OpenStore } from "./store-under-test.js";
import { workerContract } from "./worker.contract.js";

const contracts = [
  ["projects, agents and tasks", projectStoreContract],
  ["workers and their leases", workerContract],
  ["claims", claimContract],
  ["fencing", fencingContract],
  ["journal and turns", journalContract],
  ["status changes", executionChangeContract],
  ["checkpoints", checkpointStoreContract],
  ["rewind", rewindContract],
  ["event log", eventLogContract],
] as const satisfies readonly (readonly [string, (open: OpenStore) => void])[];

/** Everything the store ports promise, as tests of one implementation. @param open a new, empty store each time */
export function describeStore(name: string, open: OpenStore): void {
  describe.each(contracts)(`${name}: %s`, (_subject, contract) => {
    contract(open);
  });
}
