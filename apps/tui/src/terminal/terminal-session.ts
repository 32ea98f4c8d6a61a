import type { TuiStdin } from "../tui-options.js";

const enter = "\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[2J\u001b[H";
const leave = "\u001b[?2026l\u001b[0m\u001b[?7h\u001b[?25h\u001b[?1049l";

/** The terminal while it is ours: alternate screen, keys at once and unseen, no cursor, no wrapping of long lines. */
export class TerminalSession {
  #ours = false;

  constructor(
    private readonly stdin: TuiStdin,
    private readonly write: (output: string) => void,
  ) {}

  enter(): void {
    this.#ours = true;
    this.#take();
  }

  /** Gives the terminal back as it was. Safe to call again, and from an exit handler: it waits for nothing. */
  leave(): void {
    if (!this.#ours) return;
    this.#ours = false;
    this.write(leave);
    this.stdin.setRawMode(false);
  }

  /** After the process was stopped and continued, the shell has had the terminal in between. */
  reenter(): void {
    if (this.#ours) this.#take();
  }

  #take(): void {
    // Ink does this too, but only after its first frame: a key that comes in between would be echoed into it.
    this.stdin.setRawMode(true);
    this.write(enter);
  }
}
