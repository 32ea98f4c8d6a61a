import { Control } from "@holdfast/core";
import { expect, it, vi } from "vitest";
import { openWithToken } from "../testing/raw-socket.js";
import { startRig, token, type ServerRig } from "../testing/server-rig.js";
import { range } from "../testing/watching.js";

const watch = { id: 1, method: "subscription", params: { path: "watch", input: {} } };
const long = "x".repeat(90_000);

interface Frame {
  readonly result?: {
    readonly data?: { readonly data?: { readonly type: string; readonly event?: { readonly seq: number } } };
  };
}

const seqsOf = (frames: readonly unknown[]) =>
  frames.flatMap((frame) => {
    const seq = (frame as Frame).result?.data?.data?.event?.seq;
    return seq === undefined ? [] : [seq];
  });
const typesOf = (frames: readonly unknown[]) =>
  frames.flatMap((frame) => (frame as Frame).result?.data?.data?.type ?? []);

/** Starts tasks with long prompts, each some 270 KB of events to every watcher, until something is the case. */
async function produce(rig: ServerRig, until: (started: number) => boolean): Promise<number> {
  const control = new Control(rig.store);
  const project = await control.createProject({ name: "demo", root: "/demo" });
  await control.createAgent({ projectId: project.id, name: "writer" });
  let started = 0;
  while (!until(started)) {
    await control.startTask({ projectId: project.id, agent: "writer", prompt: long });
    started += 1;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return rig.store.events.last();
}

const givenUp = (rig: ServerRig) => rig.lines.find(({ message }) => message === "closing a client that takes nothing");

it("holds back little for a client that takes nothing, and closes it in the end", { timeout: 60_000 }, async () => {
  await using rig = await startRig({ limits: { stalledMs: 500 } });
  const raw = await openWithToken(rig.server.url, token);
  raw.send(watch);
  await vi.waitFor(() => expect(typesOf(raw.received)).toEqual(["snapshot"]));
  raw.socket.pause();
  await produce(rig, () => givenUp(rig) !== undefined);
  // One message may be on its way when the limit is passed.
  expect(givenUp(rig)?.fields["bufferedBytes"]).toBeLessThan(256 * 1024 + 3 * long.length);
  raw.socket.resume();
  expect(await raw.closed).toEqual({ code: 1013, reason: "too slow: come back and resume from the last event id" });
});

it("cuts off a client that does not even take the close frame", { timeout: 60_000 }, async () => {
  await using rig = await startRig({ limits: { stalledMs: 200 } });
  const raw = await openWithToken(rig.server.url, token);
  raw.send(watch);
  await vi.waitFor(() => expect(typesOf(raw.received)).toEqual(["snapshot"]));
  raw.socket.pause();
  await produce(rig, () => givenUp(rig) !== undefined);
  // Its watch was the only one: with the socket gone nothing is timed any more.
  await vi.waitFor(() => expect(rig.clock.pending).toBe(0), 5_000);
  raw.socket.terminate();
});

it("gives a client that takes its time everything, once, when it goes on", { timeout: 60_000 }, async () => {
  await using rig = await startRig({ limits: { recentEvents: 10 } });
  const raw = await openWithToken(rig.server.url, token);
  raw.send(watch);
  await vi.waitFor(() => expect(typesOf(raw.received)).toEqual(["snapshot"]));
  raw.socket.pause();
  const last = await produce(rig, (started) => started >= 100);
  expect(seqsOf(raw.received)).not.toContain(last);
  raw.socket.resume();
  await vi.waitFor(() => expect(seqsOf(raw.received).at(-1)).toBe(last), 20_000);
  expect(seqsOf(raw.received)).toEqual(range(1, last));
  raw.socket.terminate();
});

it("tells a client that fell too far behind with a new snapshot", { timeout: 60_000 }, async () => {
  await using rig = await startRig({ limits: { recentEvents: 10, replayedEvents: 20 } });
  const raw = await openWithToken(rig.server.url, token);
  raw.send(watch);
  await vi.waitFor(() => expect(typesOf(raw.received)).toEqual(["snapshot"]));
  raw.socket.pause();
  await produce(rig, (started) => started >= 100);
  raw.socket.resume();
  await vi.waitFor(() => expect(typesOf(raw.received).filter((type) => type === "snapshot")).toHaveLength(2), 20_000);
  const reset = raw.received.findLast((frame) => (frame as Frame).result?.data?.data?.type === "snapshot");
  expect(reset).toMatchObject({ result: { data: { data: { reason: "reset" } } } });
  const seqs = seqsOf(raw.received);
  expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
  raw.socket.terminate();
});

it("answers no further call of a client that takes no answers", { timeout: 60_000 }, async () => {
  await using rig = await startRig({ limits: { stalledMs: 500 } });
  const control = new Control(rig.store);
  const project = await control.createProject({ name: "demo", root: "/demo" });
  await control.createAgent({ projectId: project.id, name: "writer" });
  for (const number of range(1, 10)) {
    await control.startTask({ projectId: project.id, agent: "writer", prompt: `${long} ${number}` });
  }
  const raw = await openWithToken(rig.server.url, token);
  raw.socket.pause();
  const call = { method: "query", params: { path: "tasks.list", input: { projectId: project.id } } };
  raw.send(range(1, 100).map((id) => ({ ...call, id })));
  await vi.waitFor(() => expect(givenUp(rig)).toBeDefined(), 20_000);
  // Each answer is some 900 KB; those of the calls that ran at the same time may all be on their way.
  expect(givenUp(rig)?.fields["bufferedBytes"]).toBeLessThan(256 * 1024 + 8 * 11 * long.length);
  raw.socket.terminate();
});
