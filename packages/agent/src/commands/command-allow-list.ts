import { HoldfastError } from "@holdfast/core";

/**
 * Checks a command against the allowed beginnings: `npm test` allows `["npm", "test", …]`. A shell string is never
 * allowed by a list: what it starts is anybody's guess.
 *
 * @throws {HoldfastError} `invalid_input`, naming what is allowed.
 */
export function assertAllowed(command: string | readonly string[], allow: readonly string[] | undefined): void {
  if (allow === undefined) return;
  const isAllowed = (entry: string) => {
    const beginning = entry.split(/\s+/).filter((word) => word !== "");
    return typeof command !== "string" && beginning.every((word, index) => command[index] === word);
  };
  if (allow.some(isAllowed)) return;
  throw new HoldfastError(
    "invalid_input",
    `Only these commands are allowed, given as a list of words: ${allow.join(", ")}.`,
  );
}
