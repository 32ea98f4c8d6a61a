import { expect, it } from "vitest";
import { formatCursor, parseCursor } from "./cursor.js";

it("survives the way to the client and back", () => {
  const cursor = { epoch: "01JZ:with:colons", seq: 42 };
  expect(parseCursor(formatCursor(cursor))).toEqual(cursor);
});

it.each(["", ":", "epoch", "epoch:", ":1", "epoch:-1", "epoch:1.5", "epoch:one", `epoch:${"9".repeat(20)}`])(
  "does not take %j for one",
  (text) => {
    expect(parseCursor(text)).toBeUndefined();
  },
);
