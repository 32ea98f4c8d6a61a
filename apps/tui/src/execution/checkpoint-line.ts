import type { CheckpointRef } from "@holdfast/core";
import { age } from "../text/durations.js";
import type { Span } from "../theme/tone.js";
import { shortId } from "./status-lines.js";

/** One checkpoint: its turn, its age, the end of its id. */
export function checkpointLine({ id, turn, createdAt }: CheckpointRef, nowMs: number): readonly Span[] {
  return [
    { text: age(nowMs - Date.parse(createdAt)), width: 4, align: "right", tone: "dim" },
    { text: "  ◆ ", tone: "accent" },
    { text: `turn ${turn}`, width: 10 },
    { text: shortId(id), tone: "dim" },
  ];
}
