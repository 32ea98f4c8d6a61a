import { wrapText } from "../text/wrap-text.js";
import type { Span } from "../theme/tone.js";
import type { Request } from "./request.js";
import { requestText } from "./request-text.js";

/** The question that comes before every change: what will be different afterwards. */
export function confirmLines(request: Request, width: number): readonly (readonly Span[])[] {
  const { title, changes } = requestText(request);
  const edge: Span = { text: " ▌ ", tone: "warn" };
  const wrapped = changes.flatMap((change) =>
    wrapText(change, width - 6).map((line, index) => (index === 0 ? `· ${line}` : `  ${line}`)),
  );
  return [
    [{ text: "━".repeat(width), tone: "warn" }],
    [edge, { text: title, tone: "strong" }],
    ...wrapped.map((text) => [edge, { text }]),
    [edge],
  ];
}
