import { describe, expect, it, vi } from "vitest";
import { openRaw, openWithToken } from "../testing/raw-socket.js";
import { startRig, token } from "../testing/server-rig.js";
import { tokenMatches } from "./bearer-token.js";

const hello = { id: 1, method: "query", params: { path: "hello" } };
const unauthorized = { code: 4401, reason: "unauthorized: missing or wrong token" };

it("answers a client that presents the token", async () => {
  await using rig = await startRig();
  const raw = await openWithToken(rig.server.url, token);
  raw.send(hello);
  await vi.waitFor(() => expect(raw.received).toHaveLength(1));
  expect(raw.received[0]).toMatchObject({ id: 1, result: { data: { protocol: 1, epoch: rig.store.events.epoch } } });
  raw.socket.terminate();
});

describe("a client is told why and its socket closed", () => {
  it.each([
    ["with a wrong token", "wrong"],
    ["with an empty token", ""],
    ["with a token that only begins like the right one", token.slice(0, -1)],
  ])("%s", async (_, presented) => {
    await using rig = await startRig();
    const raw = await openWithToken(rig.server.url, presented);
    raw.send(hello);
    expect(await raw.closed).toEqual(unauthorized);
    expect(raw.received[0]).toMatchObject({
      id: null,
      error: { data: { code: "UNAUTHORIZED", holdfast: { code: "unauthorized" } } },
    });
    expect(JSON.stringify(raw.received)).not.toContain("epoch");
  });

  it("without a token", async () => {
    await using rig = await startRig();
    expect(await openRaw(rig.server.url).closed).toEqual(unauthorized);
  });

  it("with connection parameters that hold none", async () => {
    await using rig = await startRig();
    const raw = openRaw(`${rig.server.url}/?connectionParams=1`);
    await raw.opened;
    raw.send({ method: "connectionParams", data: { user: "me" } });
    expect(await raw.closed).toEqual(unauthorized);
  });

  it("with connection parameters that are none", async () => {
    await using rig = await startRig();
    const raw = openRaw(`${rig.server.url}/?connectionParams=1`);
    await raw.opened;
    raw.send("this is no JSON");
    expect((await raw.closed).code).not.toBe(1006);
    expect(raw.received[0]).toMatchObject({ error: { data: { holdfast: { code: "invalid_input" } } } });
  });
});

it("ignores a token in the URL", async () => {
  await using rig = await startRig();
  expect(await openRaw(`${rig.server.url}/?token=${token}`).closed).toEqual(unauthorized);
});

it("closes a connection that never presents a token", async () => {
  await using rig = await startRig({ limits: { tokenMs: 30 } });
  const raw = openRaw(`${rig.server.url}/?connectionParams=1`);
  expect(await raw.closed).toEqual({ code: 4408, reason: "no token was presented in time" });
});

it("never logs a token, right or wrong", async () => {
  await using rig = await startRig();
  const raw = await openWithToken(rig.server.url, "a-wrong-token");
  await raw.closed;
  await rig.connect().hello.query();
  expect(rig.lines.some(({ level, message }) => level === "warn" && message === "refused a client")).toBe(true);
  expect(JSON.stringify(rig.lines)).not.toMatch(/a-wrong-token|a-token-nobody-guesses/);
});

it("does not start with a blank token", async () => {
  await expect(startRig({ token: "  " })).rejects.toMatchObject({ code: "config_invalid" });
});

it("compares tokens of any length", () => {
  expect(tokenMatches("same", "same")).toBe(true);
  expect(tokenMatches("same", "same but longer")).toBe(false);
  expect(tokenMatches("", "same")).toBe(false);
});
