import { describe, expect, it } from "vitest";
import { defineAgent } from "./agent-definition.js";
import { countingTool } from "../testing/scripted-agent.js";
import { createRig } from "../testing/worker-rig.js";

describe("a hand-written agent", () => {
  it("answers finished steps from the journal and runs the interrupted one again under its key", async () => {
    const ran: string[] = [];
    const rig = await createRig(
      defineAgent({
        name: "coder",
        run: async (run) => {
          const first = await run.step("fetch", ({ key }) => (ran.push(key), "page"));
          const again = await run.step("fetch", ({ key }) => (ran.push(key), "other page"));
          await run.step(
            "summarise",
            ({ key }) => (ran.push(key), ran.length === 3 ? new Promise<string>(() => {}) : "short"),
          );
          return [first, again];
        },
      }),
    );
    await rig.worker({ clock: await rig.frozenClock() }).start();
    await rig.clock.advance(5_000);
    expect(await rig.finish()).toEqual(["completed"]);
    const key = (name: string) => `${rig.id}:1:step:${name}`;
    expect(ran).toEqual([key("fetch"), key("fetch#2"), key("summarise"), key("summarise")]);
    expect((await rig.now("completed")).result).toEqual(["page", "other page"]);
  });

  it("goes on from its committed state, and starts step names anew in each turn", async () => {
    let calls = 0;
    const rig = await createRig(
      defineAgent({
        name: "coder",
        run: async (run) => {
          for (let page = Number(run.context.state.page ?? 0); page < 3; page += 1) {
            const text = await run.step("fetch", () => `page ${page}, fetch ${(calls += 1)}`);
            await run.checkpoint({ messages: [{ role: "user", content: text }], state: { page: page + 1 } });
          }
          return run.context.messages.map(({ content }) => content ?? null);
        },
      }),
    );
    await rig.crashAt("turn.committed", 2);
    await rig.finish();
    const result = (await rig.now("completed")).result as string[];
    expect(result.filter((text) => text.startsWith("page"))).toEqual([
      "page 0, fetch 1",
      "page 1, fetch 2",
      "page 2, fetch 3",
    ]);
  });

  it("sets, changes and removes state keys, and forgets everything at a reset turn", async () => {
    const rig = await createRig(
      defineAgent({
        name: "coder",
        run: async (run) => {
          if (run.turn === 1) await run.checkpoint({ messages: [{ n: 1 }], state: { a: 1, b: 2 } });
          if (run.turn === 2) await run.checkpoint({ messages: [{ n: 2 }], state: { a: undefined, b: 3 } });
          await run.checkpoint({ reset: true, messages: [{ n: 3 }], state: { c: 4 } });
          return null;
        },
      }),
    );
    await rig.finish();
    const contexts = await Promise.all([1, 2, 3].map((turn) => rig.store.checkpoints.load(rig.id, turn)));
    expect(contexts.map(({ context }) => context)).toEqual([
      { messages: [{ n: 1 }], state: { a: 1, b: 2 } },
      { messages: [{ n: 1 }, { n: 2 }], state: { b: 3 } },
      { messages: [{ n: 3 }], state: { c: 4 } },
    ]);
  });

  it("gets a tool's failure as an exception, once, also after a crash", async () => {
    let runs = 0;
    const failing = countingTool({
      name: "charge",
      run: () => {
        runs += 1;
        throw new Error("card declined");
      },
    });
    const rig = await createRig(
      defineAgent({ name: "coder", run: async (run) => run.tool(failing, {}).catch((error: Error) => error.message) }),
    );
    await rig.crashAt("call.recorded", 1);
    await rig.finish();
    expect((await rig.now("completed")).result).toBe("card declined");
    expect(runs).toBe(1);
  });

  it("does not pay again for a step that failed at first and was tried again", async () => {
    let asked = 0;
    const rig = await createRig(
      defineAgent({
        name: "coder",
        run: async (run) => {
          const ask = () =>
            run.step("reply", () => {
              asked += 1;
              if (asked === 1) throw new Error("overloaded");
              return "hello";
            });
          const reply = await ask().catch(ask);
          await run.checkpoint({ messages: [{ role: "assistant", content: reply }] });
          return reply;
        },
      }),
    );
    await rig.crashAt("turn.committing", 1);
    await rig.finish();
    expect(asked).toBe(2);
  });

  it("keeps equal calls apart and runs each once", async () => {
    const charge = countingTool({ name: "charge", effects: "external" });
    const rig = await createRig(
      defineAgent({
        name: "coder",
        run: async (run) => {
          await run.tool(charge, { amount: 5 });
          await run.tool(charge, { amount: 5 });
        },
      }),
    );
    await rig.crashAt("call.recorded", 1);
    await rig.finish();
    expect(charge.keys).toEqual([`${rig.id}:1:tool:charge`, `${rig.id}:1:tool:charge#2`]);
  });
});
