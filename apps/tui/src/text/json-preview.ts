import type { Json } from "@holdfast/core";

/** Longer strings, lists and objects are not looked at further: the value may be megabytes, the screen is not. */
const longest = 200;
const deepest = 4;

/** A JSON value in one line of at most some hundreds of characters; what is left out is `…`. */
export function jsonPreview(value: Json, depth = 0): string {
  if (typeof value === "string") return JSON.stringify(value.length > longest ? `${value.slice(0, longest)}…` : value);
  if (value === null || typeof value !== "object") return String(value);
  if (depth >= deepest) return "…";
  return Array.isArray(value)
    ? `[${join(value.length, value.values(), (item: Json) => jsonPreview(item, depth + 1))}]`
    : objectPreview(value, depth);
}

function objectPreview(value: object, depth: number): string {
  const entries = Object.entries(value) as [string, Json][];
  return `{${join(entries.length, entries.values(), ([key, member]) => `${key}: ${jsonPreview(member, depth + 1)}`)}}`;
}

function join<T>(count: number, items: Iterable<T>, show: (item: T) => string): string {
  const shown: string[] = [];
  let length = 0;
  for (const item of items) {
    if (length > longest) break;
    const text = show(item);
    shown.push(text);
    length += text.length;
  }
  return shown.length < count ? [...shown, "…"].join(", ") : shown.join(", ");
}
