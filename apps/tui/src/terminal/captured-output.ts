/** Kept at most, so that a chatty agent does not fill the memory. */
const keptChunks = 1_000;

/**
 * Holds back what is printed while the screen is ours, by a `console.log` in an agent's tool for instance: it would be
 * written across the picture.
 */
export class CapturedOutput {
  readonly #chunks: string[] = [];
  readonly #restore: readonly (() => void)[];

  constructor(streams: readonly NodeJS.WriteStream[]) {
    this.#restore = [...new Set(streams)].map((stream) => {
      const write = stream.write.bind(stream);
      stream.write = (chunk: string | Uint8Array, ...rest: readonly unknown[]) => this.#hold(chunk, rest.at(-1));
      return () => void (stream.write = write);
    });
  }

  /** Lets output through again, and answers what was held back. */
  release(): string {
    for (const restore of this.#restore) restore();
    return this.#chunks.splice(0).join("");
  }

  #hold(chunk: string | Uint8Array, done: unknown): boolean {
    this.#chunks.push(typeof chunk === "string" ? chunk : Buffer.from(chunk).toString());
    if (this.#chunks.length > keptChunks) this.#chunks.shift();
    if (typeof done === "function") process.nextTick(done);
    return true;
  }
}
