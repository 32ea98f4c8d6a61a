import { z } from "zod";
import { HoldfastError } from "../errors/holdfast-error.js";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export const Json: z.ZodType<Json> = z.json();

/** A JSON object: never an array, never a scalar. */
export const JsonObject: z.ZodType<JsonObject> = z.record(z.string(), Json);

/** Serialises a value that must survive storage byte for byte. @throws what `assertJson` throws */
export function encodeJson(value: unknown, path = "value"): string {
  assertJson(value, path);
  return JSON.stringify(value);
}

/**
 * Refuses what JSON would drop or change in silence: undefined, functions, NaN, bigint, Date, Map, class instances,
 * cycles.
 *
 * @throws {HoldfastError} `invalid_input`, naming the path to what was found.
 */
export function assertJson(value: unknown, path: string): asserts value is Json {
  walk(value, path, new Set());
}

function walk(value: unknown, path: string, ancestors: Set<object>): void {
  if (value === null || typeof value === "string" || typeof value === "boolean") return;
  if (typeof value === "number") {
    if (Number.isFinite(value)) return;
    throw notJson(path, String(value));
  }
  if (typeof value !== "object") throw notJson(path, typeof value);
  if (ancestors.has(value)) throw notJson(path, "a cycle");
  ancestors.add(value);
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) walk(value[index], `${path}[${index}]`, ancestors);
  } else {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) throw notJson(path, value.constructor.name);
    if (typeof (value as { toJSON?: unknown }).toJSON === "function") throw notJson(path, "an object with toJSON");
    for (const [key, member] of Object.entries(value)) walk(member, `${path}.${key}`, ancestors);
  }
  ancestors.delete(value);
}

function notJson(path: string, found: string): HoldfastError {
  return new HoldfastError(
    "invalid_input",
    `${path} cannot be stored as JSON: found ${found}. Convert it to a JSON value first.`,
    {
      details: { field: path, found },
    },
  );
}
