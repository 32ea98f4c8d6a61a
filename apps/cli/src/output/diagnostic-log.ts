import { HoldfastError, silentLog, type Log } from "@holdfast/core";
import { pino } from "pino";

const levels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];

/**
 * What goes on inside, as NDJSON; the level is HOLDFAST_LOG (default `warn`). On a terminal, where events are told in
 * words already, nothing unless HOLDFAST_LOG asks for it.
 *
 * @param file where to; default standard error
 */
export function diagnosticLog(file?: string): Log {
  const level = process.env.HOLDFAST_LOG ?? "warn";
  if (!levels.includes(level)) {
    const message = `HOLDFAST_LOG is "${level}": it takes ${levels.join(", ")}.`;
    throw new HoldfastError("config_invalid", message, { details: { field: "HOLDFAST_LOG", found: level } });
  }
  if (file === undefined && process.stderr.isTTY && process.env.HOLDFAST_LOG === undefined) return silentLog;
  return pino({ level, base: { pid: process.pid } }, pino.destination({ dest: file ?? 2, sync: true }));
}
