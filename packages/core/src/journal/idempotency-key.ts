import type { ExecutionId } from "../models/ids.js";

/**
 * The key of one call: the same on every try, whatever process makes it, and different for every other call. Made from
 * its place in the execution, never from the arguments: two equal calls are two calls.
 */
export function idempotencyKey(executionId: ExecutionId, turn: number, callId: string): string {
  return `${executionId}:${turn}:${callId}`;
}
