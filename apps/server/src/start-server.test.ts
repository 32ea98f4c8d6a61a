import { createServer } from "node:net";
import { expect, it, vi } from "vitest";
import { gate } from "./testing/gate.js";
import { openRaw, openWithToken } from "./testing/raw-socket.js";
import { startRig, token } from "./testing/server-rig.js";
import { setStage } from "./testing/stage.js";

const httpUrl = (url: string) => url.replace("ws:", "http:");

it("binds to loopback only, on a free port", async () => {
  await using rig = await startRig();
  expect(rig.server.url).toBe(`ws://127.0.0.1:${rig.server.port}`);
  expect(rig.server.port).toBeGreaterThan(0);
});

it("warns when it can be reached from other machines", async () => {
  await using local = await startRig();
  await using open = await startRig({ host: "0.0.0.0" });
  const warnings = (rig: typeof open) =>
    rig.lines.filter(({ level }) => level === "warn").map(({ message }) => message);
  expect(warnings(local)).toEqual([]);
  expect(warnings(open)).toEqual(["other machines can connect; tokens and data travel unencrypted"]);
});

it("answers plain HTTP with its health and nothing else", async () => {
  await using rig = await startRig();
  const get = async (path: string) => {
    const response = await fetch(httpUrl(rig.server.url) + path, { headers: { connection: "close" } });
    return [response.status, await response.text()];
  };
  expect(await get("/healthz")).toEqual([200, "ok\n"]);
  expect(await get("/readyz")).toEqual([200, "ready\n"]);
  expect(await get("/")).toEqual([404, "not found\n"]);
  expect(await get("/projects.list")).toEqual([404, "not found\n"]);
  rig.store.faults.failNext("last", new Error("disk I/O error"));
  expect(await get("/readyz")).toEqual([503, "not ready\n"]);
  expect(await get("/healthz")).toEqual([200, "ok\n"]);
});

it("upgrades no other path than its own", async () => {
  await using rig = await startRig();
  const { code } = await openRaw(`${rig.server.url}/elsewhere`).closed;
  expect(code).toBe(1006);
});

it("says that a port is in use", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await vi.waitFor(() => expect(other.listening).toBe(true));
  const { port } = other.address() as { port: number };
  await expect(startRig({ port })).rejects.toMatchObject({ code: "conflict", details: { host: "127.0.0.1", port } });
  other.close();
});

it("says that an address is not this machine's", async () => {
  await expect(startRig({ host: "192.0.2.1" })).rejects.toMatchObject({ code: "config_invalid" });
});

it("lets a call under way be answered before it closes, and takes no new connection", async () => {
  const rig = await startRig();
  const client = rig.connect();
  await client.hello.query();
  const asked = gate();
  const mayAnswer = gate();
  const projects = rig.store.projects.projects.bind(rig.store.projects);
  rig.store.projects.projects = async () => {
    asked.open();
    await mayAnswer.passed;
    return projects();
  };
  const listed = client.projects.list.query();
  await asked.passed;
  const closed = rig.server.close();
  await expect(fetch(`${httpUrl(rig.server.url)}/healthz`)).rejects.toThrow();
  mayAnswer.open();
  expect(await listed).toEqual([]);
  await closed;
  await rig[Symbol.asyncDispose]();
});

it("leaves no timer and no socket behind when it closes, with watchers, strangers and silent clients connected", async () => {
  const resources = () =>
    process.getActiveResourcesInfo().filter((name) => name.startsWith("TCP") || name === "Timeout");
  const before = resources();
  const rig = await startRig();
  const stage = await setStage(rig.store, rig.clock);
  await stage.claim(await stage.queued());
  for (const client of [rig.connect(), rig.connect()]) {
    await new Promise<void>((resolve) => client.watch.subscribe({}, { onData: () => resolve() }));
  }
  const stranger = openRaw(`${rig.server.url}/?connectionParams=1`);
  await stranger.opened;
  const silent = await openWithToken(rig.server.url, token);
  silent.socket.pause();
  expect(rig.clock.pending).toBeGreaterThan(0);
  await rig.server.close();
  expect(rig.clock.pending).toBe(0);
  expect(await stranger.closed).toEqual({ code: 1001, reason: "the server is shutting down" });
  silent.socket.terminate();
  await rig[Symbol.asyncDispose]();
  await vi.waitFor(() => expect(resources()).toEqual(before));
});

it("closes once, however often it is asked", async () => {
  const rig = await startRig();
  expect(rig.server.close()).toBe(rig.server.close());
  await rig.server[Symbol.asyncDispose]();
});
