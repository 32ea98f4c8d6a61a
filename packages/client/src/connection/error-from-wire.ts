import { HoldfastError, type ErrorCode } from "@holdfast/core";
import { TRPCClientError } from "@trpc/client";
import type { HoldfastRouter } from "@holdfast/server/router";

/** What the server, or the loss of it, means to the caller. */
export function errorFromWire(error: unknown): HoldfastError {
  if (HoldfastError.is(error)) return error;
  const answered =
    error instanceof TRPCClientError ? (error as TRPCClientError<HoldfastRouter>).data?.holdfast : undefined;
  if (answered) {
    const { code, message, details } = answered;
    return new HoldfastError(code satisfies ErrorCode, message, { details, cause: error });
  }
  return new HoldfastError(
    "server_unreachable",
    "The connection was lost before the answer came. The call may have been carried out: repeat it with the same idempotency key.",
    { cause: error },
  );
}
