import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printable, printableLines } from "./printable.js";

describe("printable", () => {
  it("leaves ordinary text, emoji and wide characters as they are", () => {
    for (const text of ["Mend the test", "日本語", "👩‍👩‍👧 fine", "naïve café"]) expect(printable(text)).toBe(text);
  });

  it("shows an escape instead of sending it", () => {
    expect(printable("a\u001b[2Jb")).toBe("a␛[2Jb");
    expect(printable("\u007f\u009b")).toBe("␡�");
  });

  it("makes one line of many", () => {
    expect(printable("a\r\nb\nc\td")).toBe("a b c  d");
  });

  it("takes the power from characters that reorder what is read", () => {
    expect(printable("user\u202etxt.exe")).toBe("user�txt.exe");
  });

  it("lets nothing through that a terminal could take for a command, whatever comes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect([printable(text), ...printableLines(text)].join("")).not.toMatch(/[\p{Cc}\p{Cs}]/u);
      }),
    );
  });
});
