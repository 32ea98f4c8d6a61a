import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { cut, displayWidth, fit, fitEnd, pad } from "./display-width.js";
import { printable } from "./printable.js";
import { wrapText } from "./wrap-text.js";

const anyText = fc.string({ unit: "grapheme", maxLength: 200 }).map(printable);
const anyWidth = fc.integer({ min: 1, max: 60 });

describe("displayWidth", () => {
  it("counts columns, not characters", () => {
    expect(displayWidth("abc")).toBe(3);
    expect(displayWidth("日本")).toBe(4);
    expect(displayWidth("🚀")).toBe(2);
    expect(displayWidth("👩‍👩‍👧")).toBe(2);
    expect(displayWidth("e\u0301")).toBe(1);
  });

  it("agrees with string-width on what it counts without a table", () => {
    const own = fc.constantFrom(...Array.from(" aZ~é·…─│█▁♥♡●○✓✗‖⊘⏎◆→←↻"));
    fc.assert(
      fc.property(fc.string({ unit: own }), (text) => {
        expect(displayWidth(text)).toBe(stringWidth(text));
      }),
    );
  });
});

describe("fit", () => {
  it("cuts with an ellipsis, never in the middle of a wide character", () => {
    expect(fit("Mend the test", 8)).toBe("Mend th…");
    expect(fit("日本語", 4)).toBe("日…");
    expect(fit("short", 8)).toBe("short");
    expect(fit("anything", 0)).toBe("");
    expect(fitEnd("Mend the test", 8)).toBe("…he test");
    expect(fitEnd("日本語", 4)).toBe("…語");
  });

  it("is never wider than asked for, and pad always exactly as wide", () => {
    fc.assert(
      fc.property(anyText, anyWidth, (text, width) => {
        expect(displayWidth(fit(text, width))).toBeLessThanOrEqual(width);
        expect(displayWidth(pad(text, width))).toBe(width);
        expect(displayWidth(fitEnd(text, width))).toBeLessThanOrEqual(width);
        expect(text.startsWith(cut(text, width))).toBe(true);
      }),
    );
  });
});

describe("wrapText", () => {
  it("breaks between words, and in a word only where it must", () => {
    expect(wrapText("Mend the failing test", 10)).toEqual(["Mend the", "failing", "test"]);
    expect(wrapText("abcdefghij", 4)).toEqual(["abcd", "efgh", "ij"]);
    expect(wrapText("one\ntwo", 10)).toEqual(["one", "two"]);
  });

  it("keeps every line within the width, and loses no word", () => {
    const words = fc.array(
      fc.string({ unit: fc.constantFrom("a", "b", "日", "🚀", "é"), minLength: 1, maxLength: 12 }),
      {
        maxLength: 20,
      },
    );
    fc.assert(
      fc.property(words, fc.integer({ min: 2, max: 40 }), (all, width) => {
        const lines = wrapText(all.join(" "), width);
        expect(lines.every((line) => displayWidth(line) <= width)).toBe(true);
        expect(lines.join("").replaceAll(" ", "")).toBe(all.join(""));
      }),
    );
  });

  it("wraps a very long line in a time that does not grow with its square", () => {
    const start = performance.now();
    expect(wrapText("word ".repeat(40_000), 60).length).toBeGreaterThan(3_000);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
