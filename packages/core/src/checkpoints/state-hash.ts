import { hash } from "node:crypto";

/** The hash of an execution with no turns. */
export const rootHash = "0".repeat(64);

/**
 * The chained hash of a turn log: SHA-256 over the previous turn's hash and this turn's stored bytes. It proves every
 * turn up to this one without hashing more than what this one adds.
 */
export function chainHash(
  previous: string,
  row: { readonly messages: string; readonly state: string; readonly reset: boolean },
): string {
  const { messages, state, reset } = row;
  return hash("sha256", `${reset ? rootHash : previous}\n${messages.length}\n${messages}\n${state}`, "hex");
}
