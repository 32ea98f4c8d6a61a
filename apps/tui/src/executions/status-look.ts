import type { ExecutionStatus } from "@holdfast/core";
import type { Tone } from "../theme/tone.js";

export interface StatusLook {
  readonly glyph: string;
  readonly tone: Tone;
}

/** Each status has a glyph of its own, so that it is told without colours too. */
export const statusLooks: Readonly<Record<ExecutionStatus, StatusLook>> = {
  waiting: { glyph: "?", tone: "warn" },
  failed: { glyph: "✗", tone: "bad" },
  halted: { glyph: "‖", tone: "warn" },
  running: { glyph: "●", tone: "good" },
  queued: { glyph: "○", tone: "info" },
  abandoned: { glyph: "⊘", tone: "bad" },
  completed: { glyph: "✓", tone: "dim" },
  cancelled: { glyph: "–", tone: "dim" },
};

/** All statuses, those first that want a person. */
export const statusesByUrgency = Object.keys(statusLooks) as readonly ExecutionStatus[];
