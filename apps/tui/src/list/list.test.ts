import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeColumns } from "./columns.js";
import { reduceList } from "./list-action.js";
import { listStart, moveSelection, selectedIndex, windowTop, type ListState } from "./list-state.js";
import { matches } from "./matches.js";
import { scroll } from "./scroll.js";

const ids = Array.from({ length: 20 }, (_, index) => `row ${index}`);
const sight = { ids, height: 5 };

describe("a list", () => {
  it("starts with its first row selected", () => {
    expect(selectedIndex(listStart, ids)).toBe(0);
    expect(selectedIndex(listStart, [])).toBe(-1);
  });

  it("moves by rows, pages and to its ends, and stops there", () => {
    const places = (["down", "down", "pageDown", "up", "last", "down", "first", "up"] as const).reduce<
      readonly ListState[]
    >((states, motion) => [...states, moveSelection(states.at(-1) ?? listStart, motion, sight)], []);
    expect(places.map(({ selected }) => selected)).toEqual([
      "row 1",
      "row 2",
      "row 6",
      "row 5",
      "row 19",
      "row 19",
      "row 0",
      "row 0",
    ]);
  });

  it("scrolls as little as it can", () => {
    const low = moveSelection({ selected: "row 4", top: 0 }, "down", sight);
    expect(low).toEqual({ selected: "row 5", top: 1 });
    expect(moveSelection(low, "up", sight).top).toBe(1);
  });

  it("stays with its row when rows come before it, and at its place when the row is gone", () => {
    const state = { selected: "row 3", top: 0 };
    expect(selectedIndex(state, ["new", ...ids])).toBe(4);
    expect(selectedIndex({ selected: "gone", top: 2 }, ids)).toBe(2);
  });

  it("always shows the selected row, and no empty lines while there are rows", () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), fc.nat(40), fc.integer({ min: 1, max: 12 }), (count, top, at, height) => {
        const rows = Array.from({ length: count }, (_, index) => `${index}`);
        const index = Math.min(at, count - 1);
        const first = windowTop({ selected: null, top }, index, { ids: rows, height });
        expect(first).toBeGreaterThanOrEqual(0);
        expect(first).toBeLessThanOrEqual(Math.max(0, index));
        expect(index).toBeLessThan(first + height);
        expect(first + height).toBeLessThanOrEqual(Math.max(count, height));
      }),
    );
  });

  it("goes through its orders and back to the first", () => {
    const screen = { list: { selected: "row 3", top: 2 }, filter: "", order: "newest" as "newest" | "tokens" };
    const next = reduceList(screen, { type: "nextOrder" }, ["newest", "tokens"]);
    expect(next).toEqual({ list: listStart, filter: "", order: "tokens" });
    expect(reduceList(next, { type: "nextOrder" }, ["newest", "tokens"]).order).toBe("newest");
    expect(reduceList(next, { type: "order", order: "sideways" }, ["newest", "tokens"]).order).toBe("tokens");
  });
});

describe("columns", () => {
  const columns = {
    status: { title: "status", width: 8, priority: 0 },
    tokens: { title: "tokens", width: 6, priority: 2 },
    task: { title: "task", width: 10, priority: 1, fills: true },
  } as const;

  it("are all there when there is room, and one of them takes what is left", () => {
    expect(placeColumns(columns, 40).map(({ key, width }) => [key, width])).toEqual([
      ["status", 8],
      ["tokens", 6],
      ["task", 24],
    ]);
  });

  it("leave in the order of their importance when there is not", () => {
    expect(placeColumns(columns, 22).map(({ key }) => key)).toEqual(["status", "task"]);
    expect(placeColumns(columns, 12).map(({ key }) => key)).toEqual(["status"]);
  });

  it("are never wider than the line", () => {
    fc.assert(
      fc.property(fc.nat(100), (width) => {
        const placed = placeColumns(columns, width);
        expect(
          placed.reduce((sum, column) => sum + column.width, 0) + Math.max(0, placed.length - 1),
        ).toBeLessThanOrEqual(width);
      }),
    );
  });
});

it("a filter wants all its words, in any order and case", () => {
  expect(matches("RUN fix", "fixer running the tests")).toBe(true);
  expect(matches("run web", "fixer running the tests")).toBe(false);
  expect(matches("  ", "anything")).toBe(true);
});

it("text scrolls between its ends", () => {
  const pane = { count: 30, height: 10 };
  expect([
    scroll(0, "up", pane),
    scroll(0, "down", pane),
    scroll(0, "pageDown", pane),
    scroll(0, "last", pane),
    scroll(20, "first", pane),
    scroll(99, "down", pane),
  ]).toEqual([0, 1, 9, 20, 0, 20]);
  expect(scroll(0, "down", { count: 3, height: 10 })).toBe(0);
});
