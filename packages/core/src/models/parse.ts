import type { z } from "zod";
import { HoldfastError } from "../errors/holdfast-error.js";
import type { ErrorCode } from "../errors/error-codes.js";

/**
 * Validates a value where it enters the system.
 *
 * @throws {HoldfastError} naming the first bad field, the value found there and what was expected.
 */
export function parse<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  subject: string,
  code: ErrorCode = "invalid_input",
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = issue?.path ?? [];
  const field = [subject, ...path.map(String)].join(".");
  const found = show(path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], value));
  throw new HoldfastError(code, `${field} is ${found}: ${issue?.message ?? "not valid"}.`, {
    cause: parsed.error,
    details: { field, found },
  });
}

function show(value: unknown): string {
  if (value === undefined) return "missing";
  const text =
    typeof value === "bigint" || typeof value === "number" ? String(value) : (JSON.stringify(value) ?? typeof value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
