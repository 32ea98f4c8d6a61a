import { isPassingStorageError } from "@holdfast/core";
import Sqlite from "better-sqlite3";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../testing/temporary-store.js";
import { applyPragmas, setPageSize } from "./pragmas.js";
import { Transactions } from "./transactions.js";

describe("transactions", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let sqlite: Sqlite.Database;
  let other: Sqlite.Database;
  let transactions: Transactions;

  beforeEach(() => {
    folder = temporaryFolder();
    const path = join(folder.path, "test.db");
    sqlite = new Sqlite(path);
    setPageSize(sqlite);
    applyPragmas(sqlite);
    sqlite.exec("CREATE TABLE notes (text TEXT UNIQUE)");
    other = new Sqlite(path, { timeout: 0 });
    transactions = new Transactions(sqlite, 300);
  });

  afterEach(async () => {
    await transactions.close();
    sqlite.close();
    other.close();
    folder.remove();
  });

  const add = (text: string) => () => sqlite.prepare("INSERT INTO notes VALUES (?)").run(text).changes;
  const notes = () => other.prepare<[], string>("SELECT text FROM notes ORDER BY rowid").pluck().all();
  it("answers a write when another connection can read it", async () => {
    expect(await transactions.write(add("a"))).toBe(1);
    expect(notes()).toEqual(["a"]);
  });

  it("commits what is asked for at the same time together, in order", async () => {
    const unseen: boolean[] = [];
    await Promise.all(
      ["a", "b", "c"].map((text) =>
        transactions.write(() => {
          unseen.push(notes().length === 0);
          add(text)();
        }),
      ),
    );
    expect(unseen).toEqual([true, true, true]);
    expect(notes()).toEqual(["a", "b", "c"]);
  });

  it("undoes a refused job whole and none of its neighbours", async () => {
    const refused = transactions.write(() => {
      add("half")();
      throw new Error("refused");
    });
    const outcomes = await Promise.allSettled([transactions.write(add("a")), refused, transactions.write(add("b"))]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(notes()).toEqual(["a", "b"]);
  });

  it("refuses what does not fit on the disk with storage_full and keeps the neighbours' writes", async () => {
    await transactions.write(add("first"));
    sqlite.pragma(`max_page_count = ${(sqlite.pragma("page_count", { simple: true }) as number) + 4}`);
    const outcomes = await Promise.allSettled([
      transactions.write(add("a")),
      transactions.write(add("x".repeat(100_000))),
      transactions.write(add("b")),
    ]);
    expect(outcomes[1]).toMatchObject({ reason: { code: "storage_full", details: { path: sqlite.name } } });
    expect(notes()).toEqual(["first", "a", "b"]);
    sqlite.pragma("max_page_count = 100000");
    await transactions.write(add("x".repeat(100_000)));
    expect(notes()).toHaveLength(4);
  });

  it("tells of a row that is there already", async () => {
    await transactions.write(add("a"));
    await expect(transactions.write(add("a"))).rejects.toMatchObject({ code: "already_exists" });
  });

  it.each([
    ["a statement that is wrong", "SELECT * FROM nowhere", "SQLITE_ERROR"],
    ["a row that breaks a constraint", "INSERT INTO checked VALUES (-1)", "SQLITE_CONSTRAINT_CHECK"],
  ])("hands on %s as it is: it does not pass, and nobody tries it again", async (_, source, code) => {
    sqlite.exec("CREATE TABLE checked (number INTEGER CHECK (number > 0))");
    const failing = () => sqlite.prepare(source).run();
    for (const run of ["write", "read"] as const) {
      const error: unknown = await transactions[run](failing).catch((caught: unknown) => caught);
      expect(error).toMatchObject({ name: "SqliteError", code });
      expect(isPassingStorageError(error)).toBe(false);
    }
  });

  it("refuses a value that is too big as its caller's mistake", async () => {
    const tooBig = () => sqlite.prepare("INSERT INTO notes VALUES (zeroblob(2000000000))").run();
    await expect(transactions.write(tooBig)).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("waits for another process's write and goes on after it", async () => {
    other.exec("BEGIN IMMEDIATE");
    const waiting = transactions.write(add("a"));
    let free = false;
    const timer = setTimeout(() => {
      free = true;
      other.exec("ROLLBACK");
    }, 60);
    expect(await waiting).toBe(1);
    expect(free).toBe(true);
    clearTimeout(timer);
  });

  it("gives up with storage_busy when the lock does not come free in time, all who wait at once", async () => {
    other.exec("BEGIN IMMEDIATE");
    const outcomes = await Promise.allSettled([transactions.write(add("a")), transactions.write(add("b"))]);
    other.exec("ROLLBACK");
    expect(outcomes).toMatchObject([{ reason: { code: "storage_busy" } }, { reason: { code: "storage_busy" } }]);
    expect(await transactions.write(add("c"))).toBe(1);
  });

  it("reads one state of the database, whatever is committed meanwhile", async () => {
    await transactions.write(add("a"));
    const counts = await transactions.read(() => {
      const count = () => sqlite.prepare("SELECT count(*) FROM notes").pluck().get();
      const before = count();
      other.prepare("INSERT INTO notes VALUES ('b')").run();
      return [before, count()];
    });
    expect(counts).toEqual([1, 1]);
  });

  it("does what was asked for before it closes, and nothing after", async () => {
    const last = transactions.write(add("last"));
    await transactions.close();
    await last;
    await expect(transactions.write(add("late"))).rejects.toMatchObject({ code: "invalid_state" });
    await expect(transactions.read(notes)).rejects.toMatchObject({ code: "invalid_state" });
    expect(notes()).toEqual(["last"]);
  });
});
