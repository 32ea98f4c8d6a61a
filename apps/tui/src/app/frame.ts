import type { Moment } from "../live/paced-live.js";
import type { Loads } from "../loads/loads.js";
import type { TerminalSize } from "../terminal/terminal-size.js";
import type { AppState } from "./app-state.js";

/** All that one picture of the screen is made from. */
export interface Frame {
  readonly state: AppState;
  readonly moment: Moment;
  readonly size: TerminalSize;
  readonly loads: Loads;
  /** Whether there is a demo to run. */
  readonly hasDemo: boolean;
  readonly version: string;
}
