export { createActions } from "./create-actions.js";
export type { LiveSource } from "./live/live-source.js";
export { plainLines } from "./plain/plain-lines.js";
export { runTui } from "./run-tui.js";
export type { DemoLine, RunDemo, TuiActions } from "./tui-actions.js";
export type { TuiOptions } from "./tui-options.js";
