import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { paint } from "./paint.js";
import { createTheme, defaultThemeName, themeNames } from "./theme.js";
import { tones } from "./tone.js";

const mono = createTheme("mono", 1);
const bare = (painted: string) => painted.replaceAll(/\u001b\[[\d;]*m/g, "");

describe("paint", () => {
  it("puts spans in their columns and fills the line", () => {
    const painted = paint(
      [{ text: "turn", width: 6 }, { text: "12", width: 4, align: "right" }, { text: " !" }],
      16,
      mono,
    );
    expect(bare(painted)).toBe("turn    12 !    ");
  });

  it("cuts at the end of the line", () => {
    expect(bare(paint([{ text: "a long" }, { text: " way" }], 8, mono))).toBe("a long …");
  });

  it("is always exactly as wide as the line, whatever the data", () => {
    const span = fc.record({
      text: fc.string({ unit: "binary" }),
      tone: fc.constantFrom(...tones),
      width: fc.option(fc.nat(30), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(span, { maxLength: 6 }), fc.nat(80), fc.boolean(), (spans, width, selected) => {
        const text = bare(paint(spans, width, createTheme("default", 8), selected));
        expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
        expect(stringWidth(text)).toBe(width);
      }),
    );
  });

  it("keeps the ground of a selected line under every tone", () => {
    const theme = createTheme("default", 8);
    const painted = paint([{ text: "a", tone: "good" }, { text: "b" }], 4, theme, true);
    expect(painted.match(/48;5;237/g)).toHaveLength(3);
  });
});

describe("themes", () => {
  it("say which line is selected in each of them", () => {
    for (const name of themeNames)
      for (const bits of [1, 4, 8, 24]) expect(createTheme(name, bits).selected).not.toBe("");
  });

  it("without colours use none, and that is the default where there are none", () => {
    expect(Object.values(createTheme("mono", 8).tones).join(";")).not.toMatch(/\b(3[0-8]|4[0-8]|9[0-7])\b/);
    expect([1, 4, 8].map(defaultThemeName)).toEqual(["mono", "default", "default"]);
  });

  it("use only the sixteen colours that a small terminal has", () => {
    expect(Object.values(createTheme("default", 4).tones).join(";")).not.toContain("38;5");
  });
});
