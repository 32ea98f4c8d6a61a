import { ManualClock, testIds } from "@holdfast/core/testing";
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSqliteStore } from "../open-sqlite-store.js";
import { mountSmallDisk, type SmallDisk } from "../testing/small-disk.js";
import { temporaryFolder } from "../testing/temporary-store.js";

const open = (path: string) => openSqliteStore({ path, clock: new ManualClock(), ids: testIds() });
const mode = (path: string) => statSync(path).mode & 0o777;

describe("where a database is opened", () => {
  let folder: ReturnType<typeof temporaryFolder>;

  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  it("makes folder and file for this user only", async () => {
    const path = join(folder.path, "deep", "er", "holdfast.db");
    await using store = await open(path);
    expect(store.path).toBe(path);
    expect([mode(join(folder.path, "deep")), mode(join(folder.path, "deep", "er"))]).toEqual([0o700, 0o700]);
    expect([path, `${path}-wal`, `${path}-shm`].map(mode)).toEqual([0o600, 0o600, 0o600]);
  });

  it("leaves one file behind when it is closed, and finds everything in it again", async () => {
    const path = join(folder.path, "holdfast.db");
    const first = await open(path);
    const project = await first.projects.createProject({ name: "site", root: "/srv/site" });
    const { epoch } = first.events;
    await first[Symbol.asyncDispose]();
    expect(existsSync(`${path}-wal`)).toBe(false);
    await using again = await open(path);
    expect(await again.projects.projects()).toEqual([project]);
    expect(again.events.epoch).toBe(epoch);
  });

  it("refuses a folder in place of the file", async () => {
    const path = join(folder.path, "folder.db");
    mkdirSync(path);
    await expect(open(path)).rejects.toMatchObject({ code: "storage_failed", message: expect.stringContaining(path) });
  });

  it("refuses a file in place of the folder", async () => {
    writeFileSync(join(folder.path, "file"), "");
    const path = join(folder.path, "file", "holdfast.db");
    await expect(open(path)).rejects.toMatchObject({ code: "storage_failed", details: { path } });
  });

  it("refuses a file that is not a database, and leaves it as it is", async () => {
    const path = join(folder.path, "notes.txt");
    const text = "not a database\n".repeat(100);
    writeFileSync(path, text);
    await expect(open(path)).rejects.toMatchObject({
      code: "storage_corrupt",
      message: expect.stringMatching(/notes\.txt is not a SQLite database\. Choose another path/),
    });
    expect(readFileSync(path, "utf8")).toBe(text);
  });

  it("refuses a database whose pages are damaged", async () => {
    const path = join(folder.path, "holdfast.db");
    const store = await open(path);
    await store[Symbol.asyncDispose]();
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0xff, 2_048, 12_288));
    await expect(open(path)).rejects.toMatchObject({ code: "storage_corrupt", details: { path } });
  });
});

/** What a database meets on a disk that is full or read-only. Root may write anywhere, so this takes a disk of its own. */
const disk = mountSmallDisk(1);
disk?.remove();

describe.runIf(disk)("on a disk of its own", () => {
  let small: SmallDisk;
  let path: string;

  beforeEach(() => {
    small = mountSmallDisk(3) as SmallDisk;
    path = join(small.path, "holdfast.db");
  });
  afterEach(() => small.remove());

  it("reports a full disk, loses nothing that was committed and goes on when there is room", async () => {
    await using store = await open(path);
    const filler = join(small.path, "filler");
    writeFileSync(filler, Buffer.alloc(2_000_000));
    const made: string[] = [];
    const fill = async () => {
      for (;;) {
        const name = `${made.length}-${"x".repeat(90)}`;
        await store.projects.createProject({ name, root: `/${"y".repeat(4_000)}` });
        made.push(name);
      }
    };
    await expect(fill()).rejects.toMatchObject({ code: "storage_full", message: expect.stringContaining(path) });
    expect((await store.projects.projects()).map(({ name }) => name)).toEqual(made);
    writeFileSync(filler, "");
    await store.projects.createProject({ name: "room again", root: "/a" });
    expect(await store.projects.projects()).toHaveLength(made.length + 1);
    expect(await store.verify()).toEqual([]);
  });

  it("refuses to open on a read-only disk", async () => {
    const store = await open(path);
    await store[Symbol.asyncDispose]();
    small.makeReadOnly();
    await expect(open(path)).rejects.toMatchObject({
      code: "storage_read_only",
      message: expect.stringContaining(path),
    });
    const other = join(small.path, "new", "holdfast.db");
    await expect(open(other)).rejects.toMatchObject({ code: "storage_read_only", details: { path: other } });
  });
});

describe.runIf(process.getuid?.() !== 0)("without the permission", () => {
  let folder: ReturnType<typeof temporaryFolder>;

  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => {
    chmodSync(folder.path, 0o700);
    folder.remove();
  });

  it.each([
    ["file", "holdfast.db", 0o400],
    ["folder", "", 0o500],
  ])("refuses a read-only %s", async (_, name, bits) => {
    const path = join(folder.path, "holdfast.db");
    const store = await open(path);
    await store[Symbol.asyncDispose]();
    chmodSync(join(folder.path, name), bits);
    await expect(open(path)).rejects.toMatchObject({ code: "storage_read_only", details: { path } });
  });
});
