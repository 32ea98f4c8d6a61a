import { ProjectId } from "@holdfast/core";
import { ManualClock } from "@holdfast/core/testing";
import { expect, it } from "vitest";
import { ulidSource } from "./ulid-source.js";

it("makes ids that are valid and rise, even when the wall clock goes back", () => {
  const clock = new ManualClock();
  const ids = ulidSource(clock);
  const made = [ids.next(), ids.next()];
  clock.jumpWall(-60_000);
  made.push(ids.next());
  clock.jumpWall(120_000);
  made.push(ids.next());
  expect(made).toEqual(made.toSorted());
  expect(new Set(made).size).toBe(4);
  for (const id of made) expect(ProjectId.safeParse(id).success).toBe(true);
});
