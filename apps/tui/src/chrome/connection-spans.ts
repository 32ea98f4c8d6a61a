import type { ConnectionState } from "@holdfast/client";
import { duration } from "../text/durations.js";
import type { Span } from "../theme/tone.js";

/** Whether what is shown is live, and if not, when it is tried again. */
export function connectionSpans(connection: ConnectionState, nowMs: number): readonly Span[] {
  switch (connection.status) {
    case "open":
      return [{ text: "● live", tone: "good" }];
    case "connecting":
      return [{ text: "◌ connecting …", tone: "info" }];
    case "waiting": {
      const leftMs = Math.max(0, connection.retryAt - nowMs);
      return [
        {
          text: `○ not connected, try ${connection.attempt + 1} in ${duration(Math.ceil(leftMs / 1_000) * 1_000)}`,
          tone: "warn",
        },
      ];
    }
    case "unauthorized":
      return [{ text: "✗ the server refused the token", tone: "bad" }];
    case "closed":
      return [{ text: "○ closed", tone: "dim" }];
  }
}
