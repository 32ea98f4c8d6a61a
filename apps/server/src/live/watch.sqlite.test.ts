import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Control } from "@holdfast/core";
import { openSqliteStore, systemClock, ulidSource } from "@holdfast/db";
import { afterAll, expect, it, vi } from "vitest";
import { countingClock } from "../testing/counting-clock.js";
import { serve } from "../testing/server-rig.js";
import { describeWatch } from "../testing/watch-behaviour.js";
import { watching } from "../testing/watching.js";

const folder = mkdtempSync(join(tmpdir(), "holdfast-watch-"));
afterAll(() => rmSync(folder, { recursive: true }));

let stores = 0;
const newPath = () => join(folder, `${(stores += 1)}.db`);

describeWatch("the SQLite store", (clock) => openSqliteStore({ path: newPath(), clock, ids: ulidSource(clock) }));

it("tells of what others commit to the same file", async () => {
  const path = newPath();
  const clock = countingClock();
  await using served = await openSqliteStore({ path, clock, ids: ulidSource(clock) });
  await using other = await openSqliteStore({ path, clock: systemClock(), ids: ulidSource(clock) });
  await using rig = await serve(served, clock);
  const watcher = watching(rig.connect());
  await vi.waitFor(() => expect(watcher.messages).toHaveLength(1));
  const project = await new Control(other).createProject({ name: "from elsewhere", root: "/elsewhere" });
  await vi.waitFor(() => expect(watcher.messages.at(-1)).toMatchObject({ type: "event", event: { seq: 1 }, project }));
});
