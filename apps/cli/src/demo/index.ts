// What the crash harness runs: the demo's scenario, its worker processes, and the count of what was lost.
export { countLosses, eventsOf, type Losses } from "./proof.js";
export { createScenario, type Scenario } from "./scenario.js";
export { testsPass } from "./sample-repository.js";
export { startWorkerChild, type WorkerChild } from "./worker-child.js";
