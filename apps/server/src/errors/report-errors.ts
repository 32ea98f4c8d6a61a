import { HoldfastError, type Log } from "@holdfast/core";
import type { TRPCError } from "@trpc/server";
import { trpcCodeOf } from "./wire-error.js";

/** Logs what a client was answered with an error for: a fault of the server as an error, a fault of the caller for debugging. */
export function reportErrors(
  log: Log,
): (failed: { readonly error: TRPCError; readonly path: string | undefined; readonly type: string }) => void {
  return ({ error, path, type }) => {
    const { cause } = error;
    const code = HoldfastError.is(cause) ? trpcCodeOf(cause.code) : error.code;
    if (code === "INTERNAL_SERVER_ERROR") log.error({ err: cause ?? error, path, type }, "a call failed");
    else
      log.debug(
        { path, type, code, reason: cause instanceof Error ? cause.message : error.message },
        "a call was refused",
      );
  };
}
