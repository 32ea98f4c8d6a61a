/**
 * Keeps the head and the tail of an output of any length, within a bound.
 */
export class OutputWindow {
  /** @type {Buffer[]} */
  #head = [];
  /** @type {Buffer[]} */
  #tail = [];
  #headLeft;
  #tailLimit;
  #tailLength = 0;
  #cut = 0;

  /** @param {number} maxBytes half of it is for the head, half for the tail */
  constructor(maxBytes) {
    this.#headLeft = Math.ceil(maxBytes / 2);
    this.#tailLimit = Math.floor(maxBytes / 2);
  }

  /** @param {Buffer} chunk */
  push(chunk) {
    const head = chunk.subarray(0, this.#headLeft);
    if (head.length > 0) this.#head.push(head);
    this.#headLeft -= head.length;
    this.#pushTail(chunk.subarray(head.length));
  }

  /** What was kept, and between the halves how much was not. */
  text() {
    const head = Buffer.concat(this.#head);
    const tail = Buffer.concat(this.#tail);
    if (this.#cut === 0) return Buffer.concat([head, tail]).toString();
    // A character that a cut went through is dropped whole.
    let begin = 0;
    while (isContinuation(tail[begin] ?? 0)) begin += 1;
    const kept = [head.subarray(0, wholeLength(head)), tail.subarray(begin)];
    return kept.map(String).join(`\n[… ${this.#cut} bytes cut …]\n`);
  }

  /** @param {Buffer} chunk */
  #pushTail(chunk) {
    if (chunk.length === 0) return;
    this.#tail.push(chunk);
    this.#tailLength += chunk.length;
    while (this.#tailLength > this.#tailLimit) {
      const oldest = /** @type {Buffer} */ (this.#tail[0]);
      const excess = Math.min(this.#tailLength - this.#tailLimit, oldest.length);
      if (excess === oldest.length) this.#tail.shift();
      else this.#tail[0] = oldest.subarray(excess);
      this.#tailLength -= excess;
      this.#cut += excess;
    }
  }
}

/**
 * The length without a character that is only begun at the end.
 * @param {Buffer} bytes
 */
function wholeLength(bytes) {
  let start = bytes.length - 1;
  while (start > 0 && isContinuation(bytes[start] ?? 0)) start -= 1;
  const lead = bytes[start] ?? 0;
  const wanted = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  return start + wanted <= bytes.length ? bytes.length : start;
}

/** @param {number} byte */
function isContinuation(byte) {
  return (byte & 0xc0) === 0x80;
}
