import { exitCodeOf, HoldfastError } from "@holdfast/core";
import { CommanderError } from "commander";
import type { Terminal } from "./terminal.js";

/** Exit codes beyond those of errors. */
export const interrupted = 130;
const badUsage = 2;

/** Says what went wrong, in the form that was asked for, and answers the exit code. */
export function reportFailure(terminal: Terminal, error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : badUsage;
  const known = HoldfastError.is(error) ? error : undefined;
  const message = error instanceof Error ? error.message : String(error);
  terminal.event({ error: { code: known?.code ?? "internal", message, details: known?.details ?? {} } });
  terminal.note(`error: ${message}`);
  if (!known && error instanceof Error && process.env.HOLDFAST_DEBUG) terminal.note(error.stack ?? "");
  return known ? exitCodeOf(known.code) : 1;
}
