import { HoldfastError } from "../errors/holdfast-error.js";

export interface WriteOptions {
  /**
   * Makes a repeat safe: the same key with the same input answers what the first call answered and writes nothing,
   * whatever has happened since; with another input it is refused with `idempotency_conflict`. At most 200 characters.
   */
  readonly idempotencyKey?: string | undefined;
}

const maxKeyLength = 200;

/** @throws `invalid_input` for a key that is empty or too long. */
export function assertIdempotencyKey(key: string): void {
  if (key !== "" && key.length <= maxKeyLength) return;
  throw new HoldfastError(
    "invalid_input",
    `idempotencyKey is ${key.length} characters long; it must have 1 to ${maxKeyLength}.`,
    { details: { field: "idempotencyKey", found: key.length } },
  );
}

/** The text by which a store tells a repeated request from another: the same for equal inputs, however they were built. */
export function requestText(operation: string, input: object): string {
  return `${operation} ${JSON.stringify(input, (_key, value: unknown) => (isRecord(value) ? sortedByKey(value) : value))}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sortedByKey(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
