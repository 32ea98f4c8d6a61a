import type { HoldfastError } from "@holdfast/core";

/**
 * - `connecting`: a socket is being opened and the token checked
 * - `open`: calls are answered
 * - `waiting`: the last try failed; the next one starts in `retryInMs`, at `retryAt` (milliseconds since the Unix epoch)
 * - `unauthorized`: the server refused the token; final, nothing is tried again
 * - `closed`: `close()` was called; final
 */
export type ConnectionState =
  | { readonly status: "connecting" }
  | { readonly status: "open" }
  | { readonly status: "waiting"; readonly retryInMs: number; readonly retryAt: number; readonly attempt: number }
  | { readonly status: "unauthorized"; readonly error: HoldfastError }
  | { readonly status: "closed" };
