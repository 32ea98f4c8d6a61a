import { expect, it, vi } from "vitest";
import { openWithToken } from "../testing/raw-socket.js";
import { refusal } from "../testing/refusal.js";
import { startRig, token } from "../testing/server-rig.js";

it("refuses a subscription too many, and takes another one when one has ended", async () => {
  await using rig = await startRig({ limits: { subscriptions: 2 } });
  const client = rig.connect();
  const subscribe = () => {
    const ended = new AbortController();
    const outcome = new Promise<string>((resolve) =>
      client.watch.subscribe(
        {},
        {
          signal: ended.signal,
          onData: () => resolve("subscribed"),
          onError: (error) => resolve(error.data?.holdfast.code ?? error.message),
        },
      ),
    );
    return { ended, outcome };
  };
  const first = subscribe();
  const second = subscribe();
  expect(await Promise.all([first.outcome, second.outcome])).toEqual(["subscribed", "subscribed"]);
  expect(await subscribe().outcome).toBe("limit_reached");
  first.ended.abort();
  await vi.waitFor(async () => expect(await subscribe().outcome).toBe("subscribed"));
});

it("refuses a batch that is too long, each of its calls", async () => {
  await using rig = await startRig({ limits: { batch: 2 } });
  const { hello } = rig.connect();
  const refused = await Promise.all([1, 2, 3].map(() => refusal(hello.query())));
  expect(refused.map(({ code }) => code)).toEqual(["invalid_input", "invalid_input", "invalid_input"]);
  expect(await Promise.all([hello.query(), hello.query()])).toHaveLength(2);
});

it("refuses a call too many at a time", async () => {
  await using rig = await startRig({ limits: { calls: 2 } });
  const { hello } = rig.connect();
  const outcomes = await Promise.all(
    [1, 2, 3].map(() =>
      hello.query().then(
        () => "answered",
        (error: Error) => error.message,
      ),
    ),
  );
  expect(outcomes.filter((outcome) => outcome === "answered")).toHaveLength(2);
  expect(outcomes.find((outcome) => outcome !== "answered")).toContain("2 calls under way");
});

it("closes a socket that sends a message beyond the largest payload", async () => {
  await using rig = await startRig({ limits: { maxPayloadBytes: 1_000 } });
  const raw = await openWithToken(rig.server.url, token);
  raw.send("x".repeat(2_000));
  expect((await raw.closed).code).toBe(1009);
});
