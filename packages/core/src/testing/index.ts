export * from "./faults.js";
export * from "./manual-clock.js";
export * from "./memory/memory-store.js";
export * from "./test-ids.js";
