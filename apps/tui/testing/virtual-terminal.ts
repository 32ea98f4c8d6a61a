import { EventEmitter } from "node:events";
import { Unicode11Addon } from "@xterm/addon-unicode11";
import xterm, { type IBufferCell } from "@xterm/headless";
import type { TuiStdin, TuiStdout } from "../src/tui-options.js";

const patienceMs = 20_000;

/** A terminal without a window: takes what a program writes, answers what a person would see. */
export class VirtualTerminal {
  readonly stdin: TuiStdin;
  readonly stdout: TuiStdout;
  readonly rawModes: boolean[] = [];
  readonly #terminal: InstanceType<typeof xterm.Terminal>;
  readonly #output: EventEmitter & { columns: number; rows: number };
  readonly #input = new EventEmitter();
  readonly #typed: string[] = [];
  #written = "";

  constructor(columns = 120, rows = 32) {
    this.#terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1_000 });
    this.#terminal.loadAddon(new Unicode11Addon());
    this.#terminal.unicode.activeVersion = "11";
    this.#output = Object.assign(new EventEmitter(), {
      columns,
      rows,
      isTTY: true,
      write: (text: string) => this.#write(text),
    });
    this.stdout = this.#output as unknown as TuiStdout;
    const { rawModes } = this;
    const ignore = () => this.stdin;
    const setRawMode = (on: boolean) => rawModes.push(on);
    const read = () => this.#typed.shift() ?? null;
    this.stdin = Object.assign(this.#input, {
      isTTY: true,
      setEncoding: ignore,
      ref: ignore,
      unref: ignore,
      setRawMode,
      read,
    }) as unknown as TuiStdin;
  }

  /** All that was written, escape sequences included. */
  get written(): string {
    return this.#written;
  }

  /** Whether the alternate screen is shown. */
  get alternate(): boolean {
    return this.#terminal.buffer.active.type === "alternate";
  }

  /** Keys as a terminal sends them; those in one string arrive at once. */
  type(keys: string): void {
    this.#typed.push(keys);
    this.#input.emit("readable");
  }

  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows);
    Object.assign(this.#output, { columns, rows });
    this.#output.emit("resize");
  }

  /** The lines that are seen, without the spaces at their ends. */
  lines(): string[] {
    const { active } = this.#terminal.buffer;
    return Array.from(
      { length: this.#terminal.rows },
      (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? "",
    );
  }

  text(): string {
    return this.lines().join("\n");
  }

  /** The cells of a line, with their colours. */
  cells(row: number): IBufferCell[] {
    const { active } = this.#terminal.buffer;
    const line = active.getLine(active.baseY + row);
    return Array.from({ length: this.#terminal.cols }, (_, column) => line?.getCell(column)).filter(
      (cell) => cell !== undefined,
    );
  }

  /** Resolves when the screen is as wanted; rejects with the screen when it does not become so. */
  async until(seen: string | RegExp | ((text: string) => boolean)): Promise<string> {
    const matches = (text: string) =>
      typeof seen === "function" ? seen(text) : typeof seen === "string" ? text.includes(seen) : seen.test(text);
    const endMs = performance.now() + patienceMs;
    while (!matches(this.text())) {
      if (performance.now() > endMs) throw new Error(`The screen never showed ${String(seen)}:\n${this.text()}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return this.text();
  }

  #write(text: string): boolean {
    this.#written += text;
    this.#terminal.write(text);
    return true;
  }
}
