import type { Execution } from "@holdfast/core";
import type { Moment } from "../live/paced-live.js";
import { age } from "../text/durations.js";
import type { Tone } from "../theme/tone.js";
import { heartbeatLook } from "./heartbeat-look.js";

/** The first column of a row: the heartbeat of a running execution, for others how long ago they got where they are. */
export function rowAge(execution: Execution, moment: Moment): { readonly label: string; readonly tone: Tone } {
  const heartbeat = moment.view.heartbeats.get(execution.id);
  if (heartbeat) return heartbeatLook(heartbeat, moment);
  return { label: `  ${age(moment.nowMs - Date.parse(changedAt(execution)))}`, tone: "dim" };
}

function changedAt(execution: Execution): string {
  switch (execution.status) {
    case "queued":
      return execution.progressAt ?? execution.createdAt;
    case "running":
      return execution.startedAt;
    case "waiting":
    case "halted":
      return execution.since;
    case "completed":
    case "failed":
    case "abandoned":
    case "cancelled":
      return execution.endedAt;
  }
}
