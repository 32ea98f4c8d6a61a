import type { Context } from "@holdfast/core";
import type { Span } from "../theme/tone.js";
import { messageLines, stateLines } from "./context-lines.js";

type Lines = readonly (readonly Span[])[];

export interface WrappedContext {
  readonly messages: Lines;
  readonly state: Lines;
}

interface Widths {
  readonly messages: number;
  readonly state: number;
}

const wrapped = new WeakMap<Context, { readonly widths: Widths; readonly lines: WrappedContext }>();

/** A context as lines of these widths. Wrapping a long one takes longer than a frame, so the last result is kept. */
export function wrapContext(context: Context, widths: Widths): WrappedContext {
  const known = wrapped.get(context);
  if (known?.widths.messages === widths.messages && known.widths.state === widths.state) return known.lines;
  const lines = { messages: messageLines(context, widths.messages), state: stateLines(context, widths.state) };
  wrapped.set(context, { widths, lines });
  return lines;
}
