export * from "./contract/describe-store.js";
export * from "./contract/scenario.js";
export * from "./contract/store-under-test.js";
export * from "./faults.js";
export * from "./manual-clock.js";
export * from "./memory/memory-store.js";
export * from "./test-ids.js";
