export * from "./errors/error-codes.js";
export * from "./errors/holdfast-error.js";

export * from "./models/agent.js";
export * from "./models/checkpoint.js";
export * from "./models/checkpoint-config.js";
export * from "./models/context.js";
export * from "./models/event.js";
export * from "./models/execution.js";
export * from "./models/execution-change.js";
export * from "./models/failure.js";
export * from "./models/heartbeat.js";
export * from "./models/ids.js";
export * from "./models/journal-entry.js";
export * from "./models/json.js";
export * from "./models/parse.js";
export * from "./models/project.js";
export * from "./models/recovery-result.js";
export * from "./models/run-settings.js";
export * from "./models/task.js";
export * from "./models/timestamp.js";
export * from "./models/usage.js";

export * from "./ports/checkpoint-store.js";
export * from "./ports/clock.js";
export * from "./ports/event-log.js";
export * from "./ports/execution-store.js";
export * from "./ports/id-source.js";
export * from "./ports/log.js";
export * from "./ports/project-store.js";
export * from "./ports/store.js";
export * from "./ports/tool.js";

export * from "./checkpoints/state-hash.js";
export * from "./checkpoints/turn-row.js";
export * from "./leases/lease-expiry.js";
export * from "./leases/next-attempt.js";
