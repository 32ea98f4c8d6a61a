const beginUpdate = "\u001b[?2026h";
const endUpdate = "\u001b[?2026l";
const eraseAll = "\u001b[2J";
const eraseLine = "\u001b[2K";
const goToRow = (row: number) => `\u001b[${row + 1};1H`;

/**
 * The rows on the terminal. Writes only those that changed, each at its absolute place, so that nothing that happens
 * to the cursor or the size can shift the picture; between update marks, so that no half of a frame is seen.
 */
export class Screen {
  #shown: readonly string[] | undefined;

  constructor(private readonly write: (output: string) => void) {}

  show(rows: readonly string[]): void {
    const shown = this.#shown;
    const changed = rows.flatMap((row, index) => (shown?.[index] === row ? [] : goToRow(index) + eraseLine + row));
    const gone = (shown ?? []).slice(rows.length).map((_, index) => goToRow(rows.length + index) + eraseLine);
    this.#shown = rows;
    if (changed.length + gone.length === 0 && shown !== undefined) return;
    this.write(beginUpdate + (shown === undefined ? eraseAll : "") + [...changed, ...gone].join("") + endUpdate);
  }

  /** The terminal may show something else now: the next frame is written whole. */
  forget(): void {
    this.#shown = undefined;
  }

  /** Writes the frame again, whole. */
  repaint(): void {
    const shown = this.#shown;
    this.forget();
    if (shown) this.show(shown);
  }
}
