/** One key as terminals send it: an escape sequence, or a character. */
const keys = /\u001b\[\[?[0-9;]*[A-Za-z~^$]|\u001bO[A-Za-z]|\r\n|[^]/gu;

/**
 * Keys that arrive together, because somebody types fast or the line is slow, come in one chunk, of which Ink sees only
 * the first sequence. This is the same stream, except that each `read` gives one key.
 */
export function singleKeys(stdin: NodeJS.ReadStream): NodeJS.ReadStream {
  let waiting: string[] = [];
  const read = (): string | null => {
    if (waiting.length === 0) {
      const chunk = stdin.read() as Buffer | string | null;
      waiting = chunk === null ? [] : (chunk.toString().match(keys) ?? []);
    }
    return waiting.shift() ?? null;
  };
  return new Proxy(stdin, {
    get(stream, property) {
      if (property === "read") return read;
      const member: unknown = Reflect.get(stream, property, stream);
      // Methods of streams need the stream itself as `this`.
      return typeof member === "function" ? (member.bind(stream) as unknown) : member;
    },
  });
}
