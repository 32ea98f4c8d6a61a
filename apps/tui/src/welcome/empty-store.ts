import type { LiveView } from "@holdfast/client";

/** Whether the server has told that there is nothing yet; before its first snapshot nobody knows. */
export function isStoreEmpty({ epoch, projects }: LiveView): boolean {
  return epoch !== null && projects.size === 0;
}
