import type { Motion } from "./list-state.js";

/** What a pane of text shows right now. */
export interface TextSight {
  readonly count: number;
  readonly height: number;
}

/** The first line to show, for a pane of text, which has nothing selected. */
export function scrolledTop(top: number, { count, height }: TextSight): number {
  return Math.max(0, Math.min(top, count - height));
}

export function scroll(top: number, motion: Motion, sight: TextSight): number {
  const from = scrolledTop(top, sight);
  return scrolledTop(from + distance(motion, sight), sight);
}

function distance(motion: Motion, { count, height }: TextSight): number {
  switch (motion) {
    case "down":
      return 1;
    case "up":
      return -1;
    case "pageDown":
      return Math.max(1, height - 1);
    case "pageUp":
      return -Math.max(1, height - 1);
    case "first":
      return -count;
    case "last":
      return count;
  }
}
