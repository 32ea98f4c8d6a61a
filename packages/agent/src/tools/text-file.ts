import { HoldfastError } from "@holdfast/core";

/**
 * The text of a file, every byte accounted for (a byte order mark is part of it), so that writing it back is exact.
 *
 * @throws {HoldfastError} `invalid_input` for what is not UTF-8 text.
 */
export function decodeText(bytes: Uint8Array, shown: string): string {
  const text = textIn(bytes);
  if (text !== undefined) return text;
  throw new HoldfastError("invalid_input", `${shown} is not UTF-8 text (${bytes.length} bytes).`, {
    details: { path: shown, bytes: bytes.length },
  });
}

/** The same, with undefined for a file that is not text. */
export function textIn(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
