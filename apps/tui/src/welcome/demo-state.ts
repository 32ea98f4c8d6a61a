import type { DemoLine } from "../tui-actions.js";

/** How far the demo is, and what it has said. */
export interface DemoState {
  readonly status: "off" | "running" | "done" | "failed";
  readonly lines: readonly DemoLine[];
}

export const noDemo: DemoState = { status: "off", lines: [] };

export type DemoAction =
  | { readonly type: "started" }
  | { readonly type: "said"; readonly line: DemoLine }
  | { readonly type: "ended"; readonly failure?: string }
  | { readonly type: "closed" };

const keptLines = 200;

export function reduceDemo(state: DemoState, action: DemoAction): DemoState {
  switch (action.type) {
    case "started":
      return { status: "running", lines: [] };
    case "said":
      return { ...state, lines: [...state.lines, action.line].slice(-keptLines) };
    case "closed":
      return noDemo;
    case "ended":
      return action.failure === undefined
        ? { ...state, status: "done" }
        : { status: "failed", lines: [...state.lines, { kind: "kill", text: action.failure }] };
  }
}
