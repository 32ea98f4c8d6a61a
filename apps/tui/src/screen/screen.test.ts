import { describe, expect, it } from "vitest";
import { LineMarks } from "./line-marks.js";
import { Screen } from "./screen.js";

describe("the marks of lines", () => {
  it("come back as the lines they stand for, side by side at their columns", () => {
    const marks = new LineMarks();
    const left = marks.mark({ text: "left ", width: 5 });
    const right = marks.mark({ text: "right", width: 5 });
    const below = marks.mark({ text: "below", width: 5 });
    expect(marks.resolve(`${left}${right}\n${below}\n`)).toEqual(["left \u001b[6Gright", "below", ""]);
  });

  it("mean nothing in the next frame", () => {
    const marks = new LineMarks();
    const mark = marks.mark({ text: "old", width: 3 });
    marks.resolve(mark);
    expect(marks.resolve(mark)).toEqual([""]);
  });
});

describe("the screen", () => {
  const shownBy = () => {
    const written: string[] = [];
    return { screen: new Screen((output) => written.push(output)), written };
  };

  it("is written whole at first, and then only where it changed", () => {
    const { screen, written } = shownBy();
    screen.show(["one", "two"]);
    screen.show(["one", "TWO"]);
    expect(written[0]).toContain("\u001b[2J");
    expect(written[1]).toBe("\u001b[?2026h\u001b[2;1H\u001b[2KTWO\u001b[?2026l");
  });

  it("is not written when nothing changed", () => {
    const { screen, written } = shownBy();
    screen.show(["one"]);
    screen.show(["one"]);
    expect(written).toHaveLength(1);
  });

  it("erases rows that are gone", () => {
    const { screen, written } = shownBy();
    screen.show(["one", "two"]);
    screen.show(["one"]);
    expect(written[1]).toContain("\u001b[2;1H\u001b[2K");
  });

  it("is written whole after something else was on it", () => {
    const { screen, written } = shownBy();
    screen.show(["one", "two"]);
    screen.repaint();
    expect(written[1]).toBe(written[0]);
  });
});
