import { expect, it } from "vitest";
import { HoldfastEvent } from "../../models/event.js";
import { timestampOf } from "../../models/timestamp.js";
import { code, Scenario } from "./scenario.js";
import type { OpenStore } from "./store-under-test.js";

export function eventLogContract(open: OpenStore): void {
  it("numbers events from 1 in the order of their changes, without a gap", async () => {
    await using s = await Scenario.open(open);
    const { lease } = await s.running();
    await Promise.all([
      s.start(),
      s.commit(lease, 1, { events: [{ type: "turn.committed", turn: 1 }] }),
      s.newAgent("b"),
    ]);
    const events = await s.store.events.read({ after: 0, limit: 1_000 });
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(await s.store.events.last()).toBe(events.length);
    expect(events.map((event) => HoldfastEvent.parse(event))).toEqual(events);
  });

  it("stamps events with the wall clock", async () => {
    await using s = await Scenario.open(open);
    s.clock.jumpWall(5_000);
    await s.newAgent("b");
    const [event] = await s.store.events.read({ after: (await s.store.events.last()) - 1, limit: 1 });
    expect(event?.at).toBe(timestampOf(s.clock.now()));
  });

  it("reads from any place on, a page at a time", async () => {
    await using s = await Scenario.open(open);
    for (const name of ["b", "c", "d"]) await s.newAgent(name);
    const page = async (after: number) => (await s.store.events.read({ after, limit: 2 })).map(({ seq }) => seq);
    expect(await page(0)).toEqual([1, 2]);
    expect(await page(2)).toEqual([3, 4]);
    expect(await page(4)).toEqual([5]);
    expect(await page(5)).toEqual([]);
    expect(await page(1_000)).toEqual([]);
  });

  it("reads the newest, oldest first, when asked to", async () => {
    await using s = await Scenario.open(open);
    for (const name of ["b", "c", "d"]) await s.newAgent(name);
    const last = await s.store.events.last();
    const newest = await s.store.events.read({ after: 0, limit: 2, newest: true });
    expect(newest.map(({ seq }) => seq)).toEqual([last - 1, last]);
    expect(await s.store.events.read({ after: last - 1, limit: 2, newest: true })).toHaveLength(1);
  });

  it("filters by project and by execution", async () => {
    await using s = await Scenario.open(open);
    const { lease, execution } = await s.running();
    await s.start();
    const other = await s.store.projects.createProject({ name: "shop", root: "/srv/shop" });
    await s.executions.note(lease, [{ type: "recovery.no_checkpoint" }]);
    const types = async (filter: object) => (await s.events(0, filter)).map(({ type }) => type);
    expect(await types({ projectId: other.id })).toEqual(["project.created"]);
    const own = ["task.created", "execution.queued", "execution.started", "recovery.no_checkpoint"];
    expect(await types({ executionId: execution.id })).toEqual(own);
    expect(await types({ executionId: execution.id, projectId: other.id })).toEqual([]);
    expect(await types({ projectId: s.project.id })).toHaveLength((await s.store.events.last()) - 1);
  });

  it("logs nothing for a change that is refused", async () => {
    await using s = await Scenario.open(open);
    const last = await s.store.events.last();
    await expect(s.newAgent("writer")).rejects.toMatchObject(code("already_exists"));
    expect(await s.store.events.last()).toBe(last);
  });

  it("names the store, another one by another name", async () => {
    await using s = await Scenario.open(open);
    await using other = await Scenario.open(open);
    expect(s.store.events.epoch).not.toBe("");
    expect(other.store.events.epoch).not.toBe(s.store.events.epoch);
  });
}
