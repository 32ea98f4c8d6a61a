// What is measured: the built packages, through their public entries.
export { checkpointConfig, Control, ExecutionWorker } from "../../packages/core/dist/index.js";
export { openSqliteStore, systemClock, ulidSource } from "../../packages/db/dist/index.js";
