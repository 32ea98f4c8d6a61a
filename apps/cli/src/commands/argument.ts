import { CheckpointId, ExecutionId, parse, type Execution } from "@holdfast/core";
import { InvalidArgumentError } from "commander";
import { HoldfastError } from "@holdfast/core";
import type { SqliteStore } from "@holdfast/db";

/** @throws a usage error naming the value */
export function positiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value <= 0)
    throw new InvalidArgumentError(`"${text}" is not a whole number above 0.`);
  return value;
}

/** @throws a usage error naming the value */
export function port(text: string): number {
  const value = positiveInteger(text);
  if (value > 65_535) throw new InvalidArgumentError(`"${text}" is no port: the highest is 65535.`);
  return value;
}

export function checkpointId(text: string): CheckpointId {
  return parse(CheckpointId, text, "checkpoint");
}

/**
 * An execution by its id or the end of it (at least 4 characters), as lists show it.
 * @throws `not_found`, or `conflict` when several match
 */
export async function executionByReference(store: SqliteStore, reference: string): Promise<Execution> {
  const whole = ExecutionId.safeParse(reference);
  const found = whole.success ? await store.executions.execution(whole.data) : undefined;
  if (found) return found;
  const matches =
    reference.length < 4
      ? []
      : (await store.executions.executions({ limit: 10_000 })).filter(({ id }) => id.endsWith(reference.toUpperCase()));
  if (matches.length === 1 && matches[0]) return matches[0];
  if (matches.length > 1)
    throw new HoldfastError("conflict", `${matches.length} executions end in ${reference}; give more characters.`, {
      details: { reference },
    });
  throw new HoldfastError(
    "not_found",
    `There is no execution ${reference}. \`holdfast execution list\` shows those there are.`,
    { details: { reference } },
  );
}
