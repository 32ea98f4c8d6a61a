import { expect, test } from "vitest";
import { dropUndefined } from "./drop-undefined.js";

test("drops undefined members at every depth, and keeps a list's places", () => {
  expect(dropUndefined({ a: undefined, b: [1, undefined, { c: undefined, d: null }] })).toStrictEqual({
    b: [1, null, { d: null }],
  });
  expect(dropUndefined(undefined)).toBeNull();
});

test("leaves what is not JSON for others to refuse", () => {
  const date = new Date(0);
  const value = { date, map: new Map(), big: 1n, not: Number.NaN };
  expect(dropUndefined(value)).toStrictEqual(value);
});
