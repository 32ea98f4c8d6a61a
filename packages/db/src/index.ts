export * from "./open-sqlite-store.js";
export * from "./system-clock.js";
export * from "./ulid-source.js";
