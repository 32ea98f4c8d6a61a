import { createHash, timingSafeEqual } from "node:crypto";

/** Compares in a time that tells nothing about the expected token, not even its length. */
export function tokenMatches(presented: string, expected: string): boolean {
  return timingSafeEqual(digest(presented), digest(expected));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
