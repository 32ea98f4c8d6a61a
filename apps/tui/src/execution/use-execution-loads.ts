import type { ExecutionId } from "@holdfast/core";
import { useEffect } from "react";
import type { Frame } from "../app/frame.js";
import { lastDeletion } from "./execution-history.js";

/** Going through a list should not ask the server about every row on the way. */
const restMs = 150;

/** Asks for what is known of an execution beyond what is told live. */
export function useExecutionLoads(id: ExecutionId | undefined, { loads, moment }: Frame): void {
  const deletion = id === undefined ? 0 : lastDeletion(id, moment.view);
  useEffect(() => {
    if (id === undefined) return;
    const timer = setTimeout(() => {
      if (deletion > 0) loads.checkpoints.forget(id);
      loads.checkpoints.want(id);
      loads.events.want(id);
    }, restMs);
    return () => clearTimeout(timer);
  }, [id, deletion, loads]);
}
