import { errorCodes, HoldfastError } from "@holdfast/core";
import { TRPCError } from "@trpc/server";
import { describe, expect, it, vi } from "vitest";
import { openWithToken } from "../testing/raw-socket.js";
import { refusal } from "../testing/refusal.js";
import { startRig, token } from "../testing/server-rig.js";
import { trpcCodeOf, wireErrorOf } from "./wire-error.js";

it.each(errorCodes)("%s keeps its code, its message and its details", (code) => {
  const cause = new HoldfastError(code, "What to do.", { details: { field: "name" }, cause: new Error("secret") });
  const error = new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause });
  expect(wireErrorOf(error)).toEqual({ code, message: "What to do.", details: { field: "name" } });
  expect(trpcCodeOf(code)).toBeTypeOf("string");
});

describe("an unexpected fault", () => {
  it("is logged, and answered without its message or stack", async () => {
    await using rig = await startRig();
    rig.store.faults.failNext("projects", new Error("password=hunter2 at /home/me/db.sqlite"));
    const call = rig.connect().projects.list.query();
    const raw: unknown = await call.catch((error: unknown) => error);
    expect(JSON.stringify(raw)).not.toMatch(/hunter2|\/home|stack|\.ts:/);
    expect(await refusal(call)).toMatchObject({ code: "internal", trpcCode: "INTERNAL_SERVER_ERROR" });
    expect(rig.lines.find(({ level }) => level === "error")).toMatchObject({
      message: "a call failed",
      fields: { path: "projects.list" },
    });
  });

  it("of a watch is answered in the same way", async () => {
    await using rig = await startRig();
    rig.store.faults.failNext("last", new Error("password=hunter2"));
    const error = await new Promise<Error>((resolve) => rig.connect().watch.subscribe({}, { onError: resolve }));
    expect(JSON.stringify(error)).not.toContain("hunter2");
    expect(error.message).toBe("The server met an unexpected fault; its log tells which.");
  });
});

it("a refused call is no fault: it is logged for debugging only", async () => {
  await using rig = await startRig();
  await refusal(rig.connect().projects.show.query({ project: "nobody" }));
  expect(rig.lines.filter(({ level }) => level === "error" || level === "warn")).toEqual([]);
});

describe("a message that is not one of tRPC's is answered with a typed error, and the connection goes on", () => {
  it.each([
    ["no JSON", "{", "invalid_input"],
    ["no request", { id: 7, method: "query" }, "invalid_input"],
    ["no method", { id: 7, method: "destroy", params: { path: "hello" } }, "invalid_input"],
    ["no id", { id: null, method: "query", params: { path: "hello" } }, "invalid_input"],
    ["an unknown procedure", { id: 7, method: "query", params: { path: "projects.destroy" } }, "not_found"],
    ["a procedure of another kind", { id: 7, method: "mutation", params: { path: "projects.list" } }, "not_found"],
    ["a number", 7, "invalid_input"],
  ])("%s", async (_, message, code) => {
    await using rig = await startRig();
    const raw = await openWithToken(rig.server.url, token);
    raw.send(message);
    await vi.waitFor(() => expect(raw.received).toHaveLength(1));
    expect(raw.received[0]).toMatchObject({ error: { data: { holdfast: { code } } } });
    raw.send({ id: 8, method: "query", params: { path: "hello" } });
    await vi.waitFor(() => expect(raw.received.at(-1)).toMatchObject({ id: 8, result: { data: { protocol: 1 } } }));
    raw.socket.terminate();
  });
});
