import { ManualClock, testIds } from "@holdfast/core/testing";
import Sqlite from "better-sqlite3";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openSqliteStore } from "../open-sqlite-store.js";
import { everythingIn, fixturesFolder } from "../testing/release-fixture.js";
import { temporaryFolder } from "../testing/temporary-store.js";

const releases = readdirSync(fixturesFolder)
  .filter((name) => name.endsWith(".sql"))
  .map((name) => name.slice(0, -4));

describe.each(releases)("a database written by release %s", (release) => {
  it("is upgraded with nothing lost, and takes new work", async () => {
    const folder = temporaryFolder();
    const path = join(folder.path, "holdfast.db");
    const sqlite = new Sqlite(path);
    sqlite.exec(readFileSync(join(fixturesFolder, `${release}.sql`), "utf8"));
    sqlite.close();

    const store = await openSqliteStore({ path, clock: new ManualClock(), ids: testIds(1) });
    // What later releases add beside it is no loss.
    const told: unknown = JSON.parse(readFileSync(join(fixturesFolder, `${release}.json`), "utf8"));
    expect(await everythingIn(store)).toMatchObject(told as object);
    expect(await store.verify()).toEqual([]);
    const again = await store.projects.createProject({ name: "site", root: "/srv/site" }, { idempotencyKey: "site" });
    expect((await store.projects.projects()).map(({ id }) => id)).toEqual([again.id]);
    await store.projects.createAgent({ projectId: again.id, name: "newcomer" });
    await store[Symbol.asyncDispose]();
    folder.remove();
  });
});

it("has a fixture of the first release", () => {
  expect(releases).toContain("0.1.0");
});
