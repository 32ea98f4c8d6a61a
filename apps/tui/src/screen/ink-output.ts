import { EventEmitter } from "node:events";
import type { LineMarks } from "./line-marks.js";
import type { Screen } from "./screen.js";

/** Enough for every line that is ever beside another; in Ink each is one column wide. */
const linesBeside = 4;

/**
 * What Ink takes for its standard output. In debug mode Ink writes every frame to it whole, and nothing else; what
 * of it has to be written to the terminal is the screen's business.
 */
export class InkOutput extends EventEmitter {
  readonly columns = linesBeside;
  #open = true;

  constructor(
    private readonly marks: LineMarks,
    private readonly screen: Screen,
  ) {
    super();
  }

  write(frame: string): boolean {
    if (this.#open) this.screen.show(this.marks.resolve(frame));
    return true;
  }

  /** Ink writes one more frame when it ends; by then the terminal is no longer ours. */
  close(): void {
    this.#open = false;
  }
}
