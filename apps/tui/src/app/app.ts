import type { Request } from "../requests/request.js";
import type { AppAction } from "./app-reducer.js";
import type { Notice } from "./app-state.js";
import type { Frame } from "./frame.js";

/** What keys and commands can do. */
export interface App {
  getSnapshot(): Frame;
  dispatch(...actions: readonly AppAction[]): void;
  /** Tells the person something, for some seconds. */
  tell(text: string, tone: Notice["tone"]): void;
  /** Has a confirmed request done, and tells how it went. */
  request(request: Request): void;
  startDemo(): void;
  redraw(): void;
  quit(): void;
}
