/** Every code a HoldfastError can carry. Stable: a code is never renamed or reused. Each has a page in docs/errors. */
export const errorCodes = [
  "invalid_input",
  "not_found",
  "already_exists",
  "conflict",
  "idempotency_conflict",
  "invalid_state",
  "unauthorized",
  "lease_lost",
  "lease_held",
  "checkpoint_corrupt",
  "storage_full",
  "storage_read_only",
  "storage_busy",
  "storage_corrupt",
  "storage_failed",
  "database_too_new",
  "agent_unknown",
  "agent_changed",
  "agent_failed",
  "model_failed",
  "tool_failed",
  "path_outside_workspace",
  "limit_reached",
  "config_invalid",
  "server_unreachable",
  "internal",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** The process exit code that goes with an error, the same for every command. */
export function exitCodeOf(code: ErrorCode): 1 | 2 | 3 | 4 | 5 {
  switch (code) {
    case "invalid_input":
    case "config_invalid":
      return 2;
    case "not_found":
    case "agent_unknown":
      return 3;
    case "already_exists":
    case "conflict":
    case "idempotency_conflict":
    case "invalid_state":
    case "lease_lost":
    case "lease_held":
    case "agent_changed":
    case "path_outside_workspace":
    case "limit_reached":
    case "database_too_new":
    case "storage_busy":
      return 4;
    case "unauthorized":
      return 5;
    default:
      return 1;
  }
}
