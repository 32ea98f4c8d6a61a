import type { HoldfastEvent } from "@holdfast/core";
import { shorten } from "./table.js";

/** One event as one line for people. */
export function eventLine({ at, body, executionId }: HoldfastEvent): string {
  const { type, ...fields } = body;
  const shown = Object.entries(fields)
    .map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(" ");
  const who = executionId ? executionId.slice(-6) : "";
  return `${at.slice(11, 23)}  ${who.padEnd(6)}  ${type.padEnd(26)} ${shorten(shown, 160)}`.trimEnd();
}
