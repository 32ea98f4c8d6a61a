import type { Log } from "@holdfast/core";
import { pino } from "pino";

/** What goes on inside, as NDJSON on standard error; the level is HOLDFAST_LOG (default `warn`). */
export function diagnosticLog(): Log {
  return pino(
    { level: process.env.HOLDFAST_LOG ?? "warn", base: { pid: process.pid } },
    pino.destination({ dest: 2, sync: true }),
  );
}
