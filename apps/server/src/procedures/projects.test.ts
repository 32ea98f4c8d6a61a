import { expect, it } from "vitest";
import { refusal } from "../testing/refusal.js";
import { startRig } from "../testing/server-rig.js";

it("creates, lists and shows projects, by id and by name", async () => {
  await using rig = await startRig();
  const { projects } = rig.connect();
  const one = await projects.create.mutate({ name: "one", root: "/one" });
  const two = await projects.create.mutate({ name: "two", root: "/two" });
  expect(await projects.list.query()).toEqual([one, two]);
  expect(await projects.show.query({ project: one.id })).toEqual(one);
  expect(await projects.show.query({ project: "two" })).toEqual(two);
});

it("answers a repeated creation under the same idempotency key as it answered the first", async () => {
  await using rig = await startRig();
  const { projects } = rig.connect();
  const input = { name: "one", root: "/one", idempotencyKey: "k1" };
  expect(await projects.create.mutate(input)).toEqual(await projects.create.mutate(input));
  expect(await projects.list.query()).toHaveLength(1);
  expect(await refusal(projects.create.mutate({ ...input, root: "/other" }))).toMatchObject({
    code: "idempotency_conflict",
    trpcCode: "CONFLICT",
  });
});

it("refuses a name that is taken", async () => {
  await using rig = await startRig();
  const { projects } = rig.connect();
  await projects.create.mutate({ name: "one", root: "/one" });
  expect(await refusal(projects.create.mutate({ name: "one", root: "/two" }))).toMatchObject({
    code: "already_exists",
    trpcCode: "CONFLICT",
  });
});

it("refuses bad input naming the field, the value and what was expected", async () => {
  await using rig = await startRig();
  const { projects } = rig.connect();
  expect(await refusal(projects.create.mutate({ name: "one", root: "not/absolute" }))).toEqual({
    code: "invalid_input",
    message: 'project.root is "not/absolute": must be an absolute path.',
    details: { field: "project.root", found: '"not/absolute"' },
    trpcCode: "BAD_REQUEST",
  });
  const unknownField = { name: "one", root: "/one", colour: "red" };
  expect(await refusal(projects.create.mutate(unknownField))).toMatchObject({ code: "invalid_input" });
  expect(await refusal(projects.create.mutate("one" as never))).toMatchObject({
    code: "invalid_input",
    details: { field: "project" },
  });
  expect(await refusal(projects.create.mutate(undefined as never))).toMatchObject({
    code: "invalid_input",
    details: { found: "missing" },
  });
});

it("says that a project is not there", async () => {
  await using rig = await startRig();
  const { projects } = rig.connect();
  expect(await refusal(projects.show.query({ project: "nobody" }))).toMatchObject({
    code: "not_found",
    details: { kind: "project", reference: "nobody" },
    trpcCode: "NOT_FOUND",
  });
});
