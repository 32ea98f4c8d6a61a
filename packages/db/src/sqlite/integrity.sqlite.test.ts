import { expect, it } from "vitest";
import { openTemporaryStore } from "../testing/temporary-store.js";

it("says what is wrong with a database, a sentence each", async () => {
  const { store, raw, dispose } = await openTemporaryStore();
  expect(await store.verify()).toEqual([]);
  raw((sqlite) => {
    sqlite.pragma("foreign_keys = OFF");
    sqlite.exec("INSERT INTO journal (execution_number, turn, entry) VALUES (7, 1, '{}')");
  });
  expect(await store.verify()).toEqual(["journal row 1 has no executions"]);
  await dispose();
});
