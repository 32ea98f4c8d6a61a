import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorCodes } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { first, holdfast, temporaryFolder } from "./testing/command-line.js";
import { command, say, scriptedProject, write } from "./testing/scripted-project.js";

const commands = [
  "init",
  "run",
  "tui",
  "serve",
  "worker",
  "demo",
  "doctor",
  "project list",
  "project create",
  "project show",
  "agent list",
  "agent create",
  "execution list",
  "execution show",
  "execution cancel",
  "execution resume",
  "execution answer",
  "checkpoint list",
  "checkpoint show",
];

describe("the command line", () => {
  it.each(commands)("explains %s with examples", async (name) => {
    const { code, stdout } = await holdfast({ cwd: temporaryFolder() }, ...name.split(" "), "--help");
    expect(code).toBe(0);
    expect(stdout).toContain("Examples:\n  $ holdfast ");
    expect(stdout).toContain("--json");
  });

  it("answers unknown commands and options with 2 and the way to the help", async () => {
    const place = { cwd: temporaryFolder() };
    for (const args of [
      ["nonsense"],
      ["project", "list", "--nonsense"],
      ["execution", "list", "--limit", "-3"],
      ["execution", "list", "--status", "happy"],
      ["serve", "--port", "99999"],
    ]) {
      const { code, stderr } = await holdfast(place, ...args);
      expect([code, args]).toEqual([2, args]);
      expect(stderr).toContain("--help");
    }
  });

  it("says where to get a store when there is none, with 3, as text and as data", async () => {
    const place = { cwd: temporaryFolder() };
    const text = await holdfast(place, "project", "list");
    expect(text.code).toBe(3);
    expect(text.stderr).toContain("holdfast init");
    const data = await holdfast(place, "project", "list", "--json");
    expect(data.code).toBe(3);
    expect(data.json().error).toMatchObject({ code: "not_found" });
    expect(existsSync(join(place.cwd, ".holdfast"))).toBe(false);
  });

  it("makes a project once, private and ignored by git, and leaves a config that is there", async () => {
    const place = { cwd: temporaryFolder() };
    expect((await holdfast(place, "init", "--name", "shop", "--json")).json()).toMatchObject({
      project: { name: "shop", root: place.cwd },
      created: { project: true, config: true },
    });
    writeFileSync(join(place.cwd, "holdfast.config.ts"), "export default { agents: [] };\n");
    expect((await holdfast(place, "init", "--json")).json()).toMatchObject({
      created: { project: false, config: false },
    });
    expect(readFileSync(join(place.cwd, ".holdfast", ".gitignore"), "utf8")).toBe("*\n");
    expect(statSync(join(place.cwd, ".holdfast")).mode & 0o777).toBe(0o700);
  });

  it("refuses what it cannot use, naming the field, and changes nothing", async () => {
    const place = { cwd: temporaryFolder() };
    await holdfast(place, "init", "--name", "shop");
    writeFileSync(join(place.cwd, "holdfast.config.ts"), "export default { agents: [] };\n");
    const refused: [string[], number, string][] = [
      [["project", "create", "  "], 2, "project.name"],
      [["project", "create", "shop"], 4, "shop"],
      [["project", "show", "nope"], 3, "nope"],
      [["agent", "create", "shop", "\u0007"], 2, "agent.name"],
      [["execution", "show", "ZZZZ"], 3, "ZZZZ"],
      [["checkpoint", "show", "x"], 2, "checkpoint"],
      [["run", "hello", "--agent", "nobody"], 3, "nobody"],
    ];
    for (const [args, code, named] of refused) {
      const finished = await holdfast(place, ...args, "--json");
      expect([args, finished.code]).toEqual([args, code]);
      expect(finished.json().error.message).toContain(named);
      expect(errorCodes).toContain(finished.json().error.code);
    }
    expect((await holdfast(place, "project", "list", "--json")).json().projects).toHaveLength(1);
  });

  it("makes one project, however many commands make it at the same moment", async () => {
    const place = { cwd: temporaryFolder() };
    const made = await Promise.all(Array.from({ length: 4 }, () => holdfast(place, "init", "--json")));
    expect(made.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect((await holdfast(place, "project", "list", "--json")).json().projects).toHaveLength(1);
  });

  it("names what is wrong with a config", async () => {
    const place = { cwd: temporaryFolder() };
    await holdfast(place, "init");
    const wrong: [string, string][] = [
      ["export default { agents: 3 };", "config.agents is 3"],
      ["export default { agents: [], checkpoint: { everyTurns: 0 } };", "checkpoint.everyTurns is 0"],
      [
        "export default { agents: [], checkpoint: { heartbeatIntervalMs: 1000, leaseMs: 1000 } };",
        "checkpoint.leaseMs is 1000",
      ],
      ["throw new Error('boom')", "boom"],
      ["export default {", "holdfast.config.ts"],
    ];
    for (const [text, named] of wrong) {
      writeFileSync(join(place.cwd, "holdfast.config.ts"), text);
      const { code, stderr } = await holdfast(place, "worker");
      expect(code).toBe(2);
      expect(stderr).toContain(named);
    }
  });

  it("repeats a creation with the same idempotency key without creating again", async () => {
    const place = { cwd: temporaryFolder() };
    await holdfast(place, "init");
    const create = () => holdfast(place, "project", "create", "second", "--idempotency-key", "k1", "--json");
    const first = (await create()).json().project;
    expect((await create()).json().project).toEqual(first);
    const other = await holdfast(place, "project", "create", "third", "--idempotency-key", "k1", "--json");
    expect(other.code).toBe(4);
    expect(other.json().error.code).toBe("idempotency_conflict");
  });

  it("takes an idempotency key with every change", async () => {
    const project = await scriptedProject([write("a.txt", "a"), say("Done.")]);
    const twice = async (...args: readonly string[]) => {
      const change = () => holdfast(project, ...args, "--idempotency-key", `key of ${args[1]}`, "--json");
      const [once, again] = [await change(), await change()];
      expect([once.code, again.code, args]).toEqual([0, 0, args]);
      expect(again.json()).toEqual(once.json());
      return once.json();
    };
    await twice("agent", "create", "shop", "reviewer");
    await holdfast(project, "run", "write a file", "--max-turns", "1");
    const { id } = first((await holdfast(project, "execution", "list", "--json")).json().executions);
    expect(await twice("execution", "resume", id, "--max-turns", "9")).toMatchObject({
      execution: { status: "queued", settings: { maxTurns: 9 } },
    });
    expect(await twice("execution", "cancel", id)).toMatchObject({ execution: { status: "cancelled" } });
    expect((await holdfast(project, "execution", "resume", id, "--json")).json().error.code).toBe("invalid_state");
  });

  it("reports a healthy store, and a broken one with 1", async () => {
    const place = { cwd: temporaryFolder() };
    await holdfast(place, "init");
    writeFileSync(join(place.cwd, "holdfast.config.ts"), "export default { agents: [] };\n");
    const healthy = await holdfast(place, "doctor", "--json");
    expect(healthy.code).toBe(0);
    expect(healthy.json().ok).toBe(true);
    writeFileSync(
      join(place.cwd, ".holdfast", "holdfast.db"),
      "this is no database, but long enough to look like one ".repeat(200),
    );
    const broken = await holdfast(place, "doctor", "--json");
    expect(broken.code).toBe(1);
    expect(broken.json().checks.find((check: { name: string }) => check.name === "store")).toMatchObject({
      status: "failed",
    });
  });
});

describe("holdfast run", () => {
  it("runs a task to its end and shows its executions and checkpoints", async () => {
    const project = await scriptedProject([
      write("hello.txt", "hello\n"),
      command("cat hello.txt"),
      say("Wrote hello.txt."),
    ]);
    const run = await holdfast(project, "run", "write hello.txt");
    expect([run.code, run.stderr]).toEqual([0, expect.any(String)]);
    expect(run.stdout).toContain("Wrote hello.txt.");
    expect(readFileSync(join(project.cwd, "hello.txt"), "utf8")).toBe("hello\n");

    const { executions } = (await holdfast(project, "execution", "list", "--json")).json();
    expect(executions).toMatchObject([
      { status: "completed", turn: 3, agentName: "coder", result: "Wrote hello.txt." },
    ]);
    const { checkpoints } = (
      await holdfast(project, "checkpoint", "list", first(executions).id.slice(-8), "--json")
    ).json();
    expect(checkpoints.map(({ turn }: { turn: number }) => turn)).toEqual([3, 2, 1]);
    const shown = (await holdfast(project, "checkpoint", "show", first(checkpoints).id, "--json")).json();
    expect(JSON.stringify(shown.checkpoint.context.messages)).toContain("Wrote hello.txt.");
    expect((await holdfast(project, "execution", "show", first(executions).id)).stdout).toContain(
      "execution.completed",
    );
  });

  it("halts at its bound with 0, and goes on when it is raised", async () => {
    const project = await scriptedProject([write("a.txt", "a"), write("b.txt", "b"), say("Done.")]);
    const halted = await holdfast(project, "run", "write files", "--max-turns", "1");
    expect(halted.code).toBe(0);
    expect(halted.stdout).toContain("Halted: max_turns");
    const execution = first((await holdfast(project, "execution", "list", "--json")).json().executions);
    await holdfast(project, "execution", "resume", execution.id, "--max-turns", "9");
    expect((await holdfast(project, "worker", "--until-idle")).code).toBe(0);
    expect((await holdfast(project, "execution", "list", "--json")).json().executions[0]).toMatchObject({
      status: "completed",
      turn: 3,
    });
  });

  it("waits for a person when it is supervised, with 4, and takes an answer to the question that is asked only", async () => {
    const project = { cwd: temporaryFolder() };
    await holdfast(project, "init");
    writeFileSync(
      join(project.cwd, "holdfast.config.ts"),
      `const charge = { name: "charge", run: () => "charged" };
export default { agents: [{ name: "cashier", run: (run) => run.tool(charge, { cents: 5 }) }] };
`,
    );
    expect((await holdfast(project, "run", "charge Ada", "--supervised")).code).toBe(4);
    const { id } = first((await holdfast(project, "execution", "list", "--json")).json().executions);
    const key = / --question (\S+)\)/.exec((await holdfast(project, "execution", "show", id)).stdout)?.[1] ?? "none";
    const answer = (...options: readonly string[]) =>
      holdfast(project, "execution", "answer", id, "allow", "--json", ...options);
    const other = await answer("--question", "another");
    expect([other.code, other.json().error.code]).toEqual([4, "conflict"]);
    const once = await answer("--question", key, "--idempotency-key", "k");
    expect((await holdfast(project, "worker", "--until-idle")).code).toBe(0);
    const again = await answer("--question", key, "--idempotency-key", "k");
    expect([once.code, again.code, again.json()]).toEqual([0, 0, once.json()]);
    expect((await holdfast(project, "execution", "show", id, "--json")).json().execution.status).toBe("completed");
  });

  it("says what failed, with 1, and keeps the execution for another try", async () => {
    const project = await scriptedProject([{ error: { status: 401, message: "Incorrect API key" } }]);
    const failed = await holdfast(project, "run", "anything");
    expect(failed.code).toBe(1);
    expect(failed.stdout).toContain("Incorrect API key");
    expect((await holdfast(project, "execution", "list", "--json")).json().executions[0]).toMatchObject({
      status: "failed",
      failure: { category: "model" },
    });
  });
});

it.skipIf(process.getuid?.() === 0)("says that a folder cannot be written, and writes nothing", async () => {
  const cwd = temporaryFolder();
  chmodSync(cwd, 0o500);
  const { code, stderr } = await holdfast({ cwd }, "init");
  chmodSync(cwd, 0o700);
  expect(code).toBe(1);
  expect(stderr).toContain(cwd);
});
