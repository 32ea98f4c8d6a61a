import fc from "fast-check";
import { expect, test } from "vitest";
import { OutputWindow } from "./output-window.js";

function windowOf(maxBytes: number, chunks: readonly Uint8Array[]): string {
  const output = new OutputWindow(maxBytes);
  for (const chunk of chunks) output.push(Buffer.from(chunk));
  return output.text();
}

test("keeps an output within the bound whole", () => {
  expect(windowOf(10, [Buffer.from("01234"), Buffer.from("56789")])).toBe("0123456789");
});

test("keeps the head and the tail of a longer one, and says how much is gone", () => {
  expect(windowOf(6, [Buffer.from("0123456789")])).toBe("012\n[… 4 bytes cut …]\n789");
});

test("drops the characters that a cut goes through", () => {
  expect(windowOf(8, [Buffer.from("aéééééééééb")])).toBe("aé\n[… 12 bytes cut …]\néb");
});

test("however the output comes in pieces, the same is kept", () => {
  const input = fc.tuple(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.array(fc.nat(8), { maxLength: 40 }),
    fc.integer({ min: 2, max: 40 }),
  );
  fc.assert(
    fc.property(input, ([text, sizes, maxBytes]) => {
      const bytes = Buffer.from(text);
      const chunks: Buffer[] = [];
      let start = 0;
      for (const size of sizes) {
        chunks.push(bytes.subarray(start, start + size));
        start += size;
      }
      chunks.push(bytes.subarray(start));
      const kept = windowOf(maxBytes, chunks);
      expect(kept).toBe(windowOf(maxBytes, [bytes]));
      expect(kept.includes("�")).toBe(bytes.toString().includes("�"));
    }),
  );
});
