import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeJson } from "./json.js";

class Money {
  constructor(readonly cents: number) {}
}

describe("JSON for storage", () => {
  it("comes back as it was", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        expect(JSON.parse(encodeJson(plain))).toEqual(plain);
      }),
    );
  });

  it("may hold one object in two places", () => {
    const shared = { a: 1 };
    expect(encodeJson([shared, shared])).toBe('[{"a":1},{"a":1}]');
  });

  it("may hold objects without a prototype", () => {
    expect(encodeJson(Object.assign(Object.create(null) as object, { a: 1 }))).toBe('{"a":1}');
  });

  const circle: Record<string, unknown> = {};
  circle.self = circle;
  it.each([
    ["undefined", "undefined", { a: [{ b: undefined }] }, "value.a[0].b"],
    ["a hole", "undefined", [1, , 3], "value[1]"], // oxlint-disable-line no-sparse-arrays -- a hole is what is refused
    ["NaN", "NaN", { n: Number.NaN }, "value.n"],
    ["infinity", "-Infinity", [-Infinity], "value[0]"],
    ["a bigint", "bigint", { n: 1n }, "value.n"],
    ["a function", "function", { f: () => 1 }, "value.f"],
    ["a symbol", "symbol", [Symbol("s")], "value[0]"],
    ["a date", "Date", { at: new Date(0) }, "value.at"],
    ["a map", "Map", new Map(), "value"],
    ["bytes", "Uint8Array", { b: new Uint8Array(2) }, "value.b"],
    ["an instance of a class", "Money", { price: new Money(5) }, "value.price"],
    ["an object that turns itself into JSON", "an object with toJSON", { o: { toJSON: () => 1 } }, "value.o"],
    ["a cycle", "a cycle", circle, "value.self"],
  ])("refuses %s, naming what was found and where", (_, found, value, field) => {
    expect(() => encodeJson(value)).toThrow(
      expect.objectContaining({ code: "invalid_input", details: { field, found } }),
    );
  });
});
