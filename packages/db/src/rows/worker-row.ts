import { timestampOf, type Worker } from "@holdfast/core";
import type { workers } from "../schema/index.js";

export function toWorker({
  id,
  host,
  pid,
  beatAtMs,
}: Pick<typeof workers.$inferSelect, "id" | "host" | "pid" | "beatAtMs">): Worker {
  return { id, host, pid, lastHeartbeatAt: timestampOf(beatAtMs) };
}
