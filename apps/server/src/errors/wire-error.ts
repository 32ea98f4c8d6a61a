import { HoldfastError, type ErrorCode } from "@holdfast/core";
import type { TRPCError, TRPC_ERROR_CODE_KEY } from "@trpc/server";

/** What a client is told of an error: nothing but this. */
export interface WireError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: HoldfastError["details"];
}

export function wireErrorOf({ cause, code, message }: TRPCError): WireError {
  if (HoldfastError.is(cause)) return { code: cause.code, message: cause.message, details: cause.details };
  if (code === "INTERNAL_SERVER_ERROR") {
    // Its message and stack may hold anything, a secret too: they are for the server's log alone.
    return { code: "internal", message: "The server met an unexpected fault; its log tells which.", details: {} };
  }
  if (code === "NOT_FOUND")
    return { code: "not_found", message: `${message}. This server may be older than its client.`, details: {} };
  return { code: "invalid_input", message: `The request is not valid: ${message}.`, details: {} };
}

/** tRPC's own name for the kind of an error, for clients that know nothing of Holdfast's codes. */
export function trpcCodeOf(code: ErrorCode): TRPC_ERROR_CODE_KEY {
  switch (code) {
    case "invalid_input":
    case "config_invalid":
    case "path_outside_workspace":
      return "BAD_REQUEST";
    case "not_found":
    case "agent_unknown":
      return "NOT_FOUND";
    case "unauthorized":
      return "UNAUTHORIZED";
    case "already_exists":
    case "conflict":
    case "idempotency_conflict":
    case "lease_lost":
    case "lease_held":
      return "CONFLICT";
    case "invalid_state":
    case "agent_changed":
    case "database_too_new":
      return "PRECONDITION_FAILED";
    case "limit_reached":
      return "TOO_MANY_REQUESTS";
    case "storage_busy":
    case "server_unreachable":
      return "SERVICE_UNAVAILABLE";
    case "checkpoint_corrupt":
    case "storage_full":
    case "storage_read_only":
    case "storage_corrupt":
    case "storage_failed":
    case "agent_failed":
    case "model_failed":
    case "tool_failed":
    case "internal":
      return "INTERNAL_SERVER_ERROR";
  }
}
