import type { ExecutionId } from "@holdfast/core";
import { useEffect } from "react";
import type { Frame } from "../app/frame.js";
import { lastDeletion } from "./execution-history.js";

/** Going through a list should not ask the server about every row on the way. */
const restMs = 150;

/**
 * Asks for what is known of an execution beyond what is told live. Asks again when checkpoints were deleted, and when
 * the connection is back: what happened in between may not have been told.
 */
export function useExecutionLoads(id: ExecutionId | undefined, { loads, moment }: Frame): void {
  const { view } = moment;
  const isOpen = view.connection.status === "open";
  const deletion = id === undefined ? 0 : lastDeletion(id, view);
  useEffect(() => {
    if (id === undefined || !isOpen) return;
    const timer = setTimeout(() => {
      loads.checkpoints.refresh(id);
      loads.events.refresh(id);
    }, restMs);
    return () => clearTimeout(timer);
  }, [id, isOpen, deletion, loads]);
}
