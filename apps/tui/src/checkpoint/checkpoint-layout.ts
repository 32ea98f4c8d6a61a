import type { Frame } from "../app/frame.js";
import { bodyOf } from "../app/layout.js";
import { splitColumns, type Split } from "../panes/split.js";
import type { CheckpointSight, CheckpointState } from "./checkpoint-state.js";
import { wrapContext, type WrappedContext } from "./wrapped-context.js";

/** What checkpoint it is, and the titles of the panes. */
const headLines = 2;

export interface CheckpointLayout extends Split {
  readonly columns: number;
  readonly rows: number;
  /** Undefined until it is loaded. */
  readonly context: WrappedContext | undefined;
}

export function checkpointLayout({ checkpoint }: CheckpointState, frame: Frame): CheckpointLayout {
  const { columns, height } = bodyOf(frame);
  const split = splitColumns(columns, 0.66);
  const load = frame.loads.contexts.get(checkpoint.id);
  const context =
    load?.status === "ready"
      ? wrapContext(load.value.context, { messages: split.main - 1, state: split.side || split.main - 1 })
      : undefined;
  return { ...split, columns, rows: Math.max(0, height - headLines), context };
}

/** What of the panes can be seen, which is what moving in them goes by. */
export function checkpointSight(screen: CheckpointState, frame: Frame): CheckpointSight {
  const { rows: height, context } = checkpointLayout(screen, frame);
  return {
    messages: { count: context?.messages.length ?? 0, height },
    state: { count: context?.state.length ?? 0, height },
  };
}
