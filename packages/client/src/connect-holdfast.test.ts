import { Control, type WatchMessage } from "@holdfast/core";
import { createMemoryStore, testIds, type MemoryStore } from "@holdfast/core/testing";
import { startServer, type RunningServer } from "@holdfast/server";
import { describe, expect, it, vi } from "vitest";
import { WebSocket as NodeWebSocket } from "ws";
import { connectHoldfast, type ConnectOptions } from "./connect-holdfast.js";
import type { ConnectionState } from "./connection/connection-state.js";
import { createLiveState } from "./live-state/live-state.js";
import { realClock } from "./testing/real-clock.js";

const token = "a-token-nobody-guesses";

function memoryStore(): MemoryStore {
  return createMemoryStore({ clock: realClock, ids: testIds(Math.floor(Math.random() * 1e12)) });
}

function serve(store: MemoryStore, port = 0): Promise<RunningServer> {
  return startServer({ store, clock: realClock, ids: testIds(), token, port });
}

/** A client whose sockets a test can cut, and whose states and messages it can look at. */
function connect(url: string, options: Partial<ConnectOptions> = {}) {
  const sockets: NodeWebSocket[] = [];
  const states: ConnectionState["status"][] = [];
  class CutSocket extends NodeWebSocket {
    constructor(address: string | URL) {
      super(address);
      sockets.push(this);
    }
  }
  const client = connectHoldfast({
    url,
    token,
    WebSocket: CutSocket as unknown as typeof WebSocket,
    retryInMs: () => 20,
    onState: ({ status }) => states.push(status),
    ...options,
  });
  return { client, states, sockets, cut: () => sockets.at(-1)?.terminate() };
}

const seqsOf = (messages: readonly WatchMessage[]) =>
  messages.flatMap((message) => (message.type === "event" ? [message.event.seq] : []));

describe("calls", () => {
  it("are answered, and wait for the connection when they are made before it is open", async () => {
    await using server = await serve(memoryStore());
    using client = connect(server.url).client;
    const project = await client.api.projects.create.mutate({ name: "one", root: "/one" });
    expect(await client.api.projects.list.query()).toEqual([project]);
    expect(client.state).toEqual({ status: "open" });
  });

  it("that are refused throw core's error, with its code and details", async () => {
    await using server = await serve(memoryStore());
    using client = connect(server.url).client;
    await expect(client.api.projects.show.query({ project: "nobody" })).rejects.toMatchObject({
      name: "HoldfastError",
      code: "not_found",
      details: { kind: "project", reference: "nobody" },
    });
    await expect(client.api.projects.create.mutate({ name: "", root: "/one" })).rejects.toMatchObject({
      code: "invalid_input",
      details: { field: "project.name" },
    });
  });

  it("that lose their connection fail with server_unreachable, and can be repeated under their key", async () => {
    const store = memoryStore();
    await using server = await serve(store);
    const { client, cut } = connect(server.url);
    using _ = client;
    await client.ready();
    const createProject = store.projects.createProject.bind(store.projects);
    let written = () => {};
    let answer = () => {};
    const isWritten = new Promise<void>((resolve) => (written = resolve));
    const mayAnswer = new Promise<void>((resolve) => (answer = resolve));
    store.projects.createProject = async (...args) => {
      const project = await createProject(...args);
      written();
      await mayAnswer;
      return project;
    };
    const input = { name: "one", root: "/one", idempotencyKey: "k1" };
    const lost = client.api.projects.create.mutate(input);
    lost.catch(() => {});
    await isWritten;
    cut();
    await expect(lost).rejects.toMatchObject({ code: "server_unreachable" });
    answer();
    expect(await client.api.projects.create.mutate(input)).toMatchObject({ name: "one" });
    expect(await client.api.projects.list.query()).toHaveLength(1);
  });

  it("fail in time when no server is there", async () => {
    const server = await serve(memoryStore());
    await server.close();
    using client = connect(server.url, { waitMs: 100 }).client;
    await expect(client.api.projects.list.query()).rejects.toMatchObject({
      code: "server_unreachable",
      details: { url: server.url },
    });
    await expect(client.ready()).rejects.toMatchObject({ code: "server_unreachable" });
  });
});

describe("the connection", () => {
  it("refuses a url that is none of a server", () => {
    expect(() => connectHoldfast({ url: "http://127.0.0.1:1", token })).toThrow(
      expect.objectContaining({ code: "config_invalid" }),
    );
    expect(() => connectHoldfast({ url: "nonsense", token })).toThrow(
      expect.objectContaining({ code: "config_invalid" }),
    );
  });

  it("works with the default socket of this Node", async () => {
    await using server = await serve(memoryStore());
    using client = connectHoldfast({ url: server.url, token });
    expect(await client.api.projects.list.query()).toEqual([]);
  });

  it("ends for good with a wrong token", async () => {
    await using server = await serve(memoryStore());
    const retryInMs = vi.fn<() => number>(() => 1);
    const { client, states, sockets } = connect(server.url, { token: "wrong", retryInMs });
    using _ = client;
    await expect(client.ready()).rejects.toMatchObject({ code: "unauthorized" });
    expect(client.state).toMatchObject({ status: "unauthorized", error: { code: "unauthorized" } });
    await expect(client.api.projects.list.query()).rejects.toMatchObject({ code: "unauthorized" });
    expect(states).not.toContain("open");
    expect(retryInMs).not.toHaveBeenCalled();
    expect(sockets).toHaveLength(1);
  });

  it("comes back after it was cut, and says so", async () => {
    await using server = await serve(memoryStore());
    const { client, states, cut } = connect(server.url);
    using _ = client;
    await client.ready();
    cut();
    await vi.waitFor(() => expect(states).toEqual(["open", "waiting", "connecting", "open"]));
  });

  it("waits for a server that is not there yet, longer each time", async () => {
    const store = memoryStore();
    const first = await serve(store);
    await first.close();
    const attempts: number[] = [];
    const retryInMs = (attempt: number) => {
      attempts.push(attempt);
      return 20;
    };
    const { client, states } = connect(first.url, { retryInMs });
    using _ = client;
    await vi.waitFor(() => expect(attempts).toEqual(expect.arrayContaining([0, 1, 2])));
    expect(states.slice(0, 3)).toEqual(["waiting", "connecting", "waiting"]);
    await using _server = await serve(store, first.port);
    await client.ready();
  });

  it("leaves nothing that keeps the process alive once it is closed, not even while it waits for the next try", async () => {
    const server = await serve(memoryStore());
    const open = connect(server.url).client;
    const waiting = connect(server.url, { retryInMs: () => 60_000 });
    await Promise.all([open.ready(), waiting.client.ready()]);
    waiting.cut();
    await vi.waitFor(() => expect(waiting.client.state.status).toBe("waiting"));
    open.close();
    waiting.client.close();
    await server.close();
    expect([open.state.status, waiting.client.state.status]).toEqual(["closed", "closed"]);
    await expect(open.api.projects.list.query()).rejects.toMatchObject({ code: "server_unreachable" });
    await vi.waitFor(() =>
      expect(process.getActiveResourcesInfo().filter((name) => name.startsWith("TCP"))).toEqual([]),
    );
  });
});

describe("a watch", () => {
  it("gives a snapshot and then every event once, through cut sockets and restarts of the server", async () => {
    const store = memoryStore();
    const control = new Control(store);
    let server = await serve(store);
    const { client, cut } = connect(server.url);
    using _ = client;
    const messages: WatchMessage[] = [];
    client.watch({}, { onMessage: (message) => messages.push(message) });
    await vi.waitFor(() => expect(messages[0]).toMatchObject({ type: "snapshot", reason: "first" }));
    for (let round = 0; round < 20; round += 1) {
      for (let number = 0; number < 20; number += 1)
        await control.createProject({ name: `${round}-${number}`, root: "/" });
      if (round === 10) {
        await server.close();
        server = await serve(store, server.port);
      } else cut();
      await client.ready();
    }
    await vi.waitFor(() => expect(seqsOf(messages).at(-1)).toBe(400), 5_000);
    expect(seqsOf(messages)).toEqual(Array.from({ length: 400 }, (_, index) => index + 1));
    expect(messages.filter(({ type }) => type === "snapshot")).toHaveLength(1);
    await server.close();
  });

  it("starts anew with a snapshot when another store answers at the address", async () => {
    const first = await serve(memoryStore());
    const { client } = connect(first.url);
    using _ = client;
    const messages: WatchMessage[] = [];
    client.watch({}, { onMessage: (message) => messages.push(message) });
    await vi.waitFor(() => expect(messages).toHaveLength(1));
    await first.close();
    await using _second = await serve(memoryStore(), first.port);
    await vi.waitFor(() => expect(messages.at(-1)).toMatchObject({ type: "snapshot", reason: "reset" }));
  });

  it("of a project that is not there is refused once", async () => {
    await using server = await serve(memoryStore());
    using client = connect(server.url).client;
    const projectId = testIds().next() as never;
    const error = await new Promise((resolve) => client.watch({ projectId }, { onMessage() {}, onError: resolve }));
    expect(error).toMatchObject({ code: "not_found" });
  });

  it("that the store fails goes on when the store is back", async () => {
    const store = memoryStore();
    await using server = await serve(store);
    using client = connect(server.url).client;
    await client.ready();
    store.faults.failNext("heartbeats", new Error("disk I/O error"));
    const message = await new Promise<WatchMessage>((resolve) => client.watch({}, { onMessage: resolve }));
    expect(message).toMatchObject({ type: "snapshot" });
  });
});

it("a live state follows the server through a lost connection", async () => {
  const store = memoryStore();
  const control = new Control(store);
  await using server = await serve(store);
  const { client, cut } = connect(server.url);
  using _ = client;
  const live = createLiveState(client, { flushMs: 10 });
  const project = await control.createProject({ name: "one", root: "/one" });
  const agent = await control.createAgent({ projectId: project.id, name: "writer" });
  const { task, execution } = await control.startTask({ projectId: project.id, agent: "writer", prompt: "Write." });
  await vi.waitFor(() => expect(live.getSnapshot().executions.get(execution.id)).toEqual(execution));
  expect(live.getSnapshot()).toMatchObject({ connection: { status: "open" }, error: null });
  expect(live.getSnapshot().tasks.get(task.id)).toEqual(task);
  expect(live.getSnapshot().agents.get(agent.id)).toEqual(agent);
  cut();
  await control.cancel({ executionId: execution.id });
  await vi.waitFor(() => expect(live.getSnapshot().executions.get(execution.id)?.status).toBe("cancelled"));
  expect(live.getSnapshot().tasks.get(task.id)?.status).toBe("cancelled");
  expect(live.getSnapshot().projects.get(project.id)).toEqual(project);
  live.close();
});
