import { expect, it } from "vitest";
import { refusal } from "../testing/refusal.js";
import { startRig } from "../testing/server-rig.js";

it("creates agents, ensures them, and lists those of a project", async () => {
  await using rig = await startRig();
  const { agents, projects } = rig.connect();
  const { id: projectId } = await projects.create.mutate({ name: "demo", root: "/demo" });
  const writer = await agents.create.mutate({ projectId, name: "writer" });
  expect(await agents.ensure.mutate({ projectId, name: "writer" })).toEqual(writer);
  const input = { projectId, name: "editor", idempotencyKey: "k1" };
  const editor = await agents.ensure.mutate(input);
  expect(await agents.ensure.mutate(input)).toEqual(editor);
  expect(await agents.list.query({ projectId })).toEqual([writer, editor]);
});

it("refuses a second agent of a name, an agent of no project, and a malformed id", async () => {
  await using rig = await startRig();
  const { agents, projects } = rig.connect();
  const { id: projectId } = await projects.create.mutate({ name: "demo", root: "/demo" });
  await agents.create.mutate({ projectId, name: "writer" });
  const nowhere = "7ZZZZZZZZZZZZZZZZZZZZZZZZZ";
  expect(await refusal(agents.create.mutate({ projectId, name: "writer" }))).toMatchObject({ code: "already_exists" });
  expect(await refusal(agents.create.mutate({ projectId: nowhere, name: "writer" }))).toMatchObject({
    code: "not_found",
  });
  expect(await refusal(agents.list.query({ projectId: nowhere }))).toMatchObject({ code: "not_found" });
  expect(await refusal(agents.list.query({ projectId: "demo" }))).toMatchObject({
    code: "invalid_input",
    details: { field: "list.projectId", found: '"demo"' },
  });
});
