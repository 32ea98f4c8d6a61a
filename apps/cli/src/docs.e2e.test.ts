import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { errorCodes, type HoldfastEvent } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { first, holdfast, start, temporaryFolder } from "./testing/command-line.js";
import { fileOf, readPages, relativeLinks, repository, type Page, type Snippet } from "./testing/document.js";
import { documentedProject, followPage, install, rootScripts } from "./testing/documented-project.js";
import { shellLine, type ShellLine } from "./testing/shell-line.js";

const pages = readPages();
const pageAt = (path: string) => first(pages.filter((page) => page.path === path));
const filesOf = (page: Page) => page.snippets.flatMap((snippet) => fileOf(snippet) ?? []);
const shellLinesOf = (snippets: readonly Snippet[]): ShellLine[] =>
  snippets.flatMap(({ language, lines }) => (language === "sh" ? lines.flatMap((line) => shellLine(line) ?? []) : []));

/** What a page leaves to its reader: a service that a tool of theirs calls, and a config with that tool. */
const payments = `import { appendFileSync, existsSync, readFileSync } from "node:fs";
const book = new URL("payments.txt", import.meta.url);
export const payments = {
  find: async (key: string) => existsSync(book) && readFileSync(book, "utf8").includes(key),
  async charge(charge: { customer: string; cents: number }, key: string) {
    appendFileSync(book, key + "\\n");
    return charge;
  },
};
`;
const cashier = `import { openAICompatible, reactAgent } from "@holdfast/agent";
import { charge } from "./charge";
const agents = [reactAgent({ name: "cashier", model: openAICompatible(), tools: { charge } })];
export default { agents, checkpoint: { heartbeatIntervalMs: 200, leaseMs: 1000 } };
`;
const charge = first(filesOf(pageAt("docs/tools.md")).filter(({ name }) => name === "charge.ts")).text;
const leftToTheReader: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "docs/tools.md": { "payments.ts": payments, "cashier.config.ts": cashier },
  "docs/cli.md": { "payments.ts": payments, "cashier.config.ts": cashier, "charge.ts": charge },
};

/** Pages to follow from top to bottom: those that run something, or hold a config that something could run. */
const followed = pages.filter(
  (page) =>
    shellLinesOf(page.snippets).some(({ kind }) => kind === "command") ||
    filesOf(page).some(({ name }) => name === "holdfast.config.ts"),
);

describe("the documentation", () => {
  it.each(followed.map((page) => [page.path, page] as const))(
    "%s does what it says, from top to bottom",
    { timeout: 180_000 },
    async (path, page) => {
      const project = await documentedProject(page, leftToTheReader[path]);
      const { checks } = (await holdfast(project, "doctor", "--json")).json();
      expect(checks).toContainEqual(expect.objectContaining({ name: "config", status: "ok" }));
      await followPage(project, page);
    },
  );

  it("has only files that hold up to the type checker", { timeout: 180_000 }, async () => {
    const folder = temporaryFolder();
    install(folder, ["ai", "zod", "@types/node", "@holdfast/core", "@holdfast/agent", "@holdfast/client"]);
    for (const page of pages) {
      const files = filesOf(page).map(({ name, text }) => [name, text] as const);
      for (const [name, text] of [...files, ...Object.entries(leftToTheReader[page.path] ?? {})]) {
        const file = join(folder, page.path.replaceAll("/", "-"), name);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
    }
    const compilerOptions = {
      module: "Preserve",
      moduleResolution: "Bundler",
      allowJs: true,
      checkJs: true,
      typeRoots: [join(folder, "node_modules/@types")],
    };
    const config = { extends: join(repository, "tsconfig.base.json"), compilerOptions, include: ["**/*"] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
    const tsc = join(repository, "node_modules/typescript/bin/tsc");
    const check = promisify(execFile)(process.execPath, [tsc, "-p", ".", "--pretty", "false"], { cwd: folder });
    const { stdout } = await check.catch((failure: { stdout: string }) => failure);
    // The packages' sources are read with them; what is wrong there is for their own checks to say.
    expect(stdout.split("\n").filter((line) => line !== "" && !/^(\.\.|\s)/.test(line))).toEqual([]);
  });

  it("has no snippet that no test covers", () => {
    const uncovered = pages.flatMap((page) => page.snippets.filter((snippet) => !isCovered(snippet, page)));
    expect(uncovered.map(({ place }) => place)).toEqual([]);
  });

  it("names only scripts that the repository has, and variables that docs/cli.md explains", () => {
    const lines = shellLinesOf(pages.flatMap(({ snippets }) => snippets));
    const named = (kind: ShellLine["kind"]) =>
      lines.flatMap((line) =>
        line.kind !== kind ? [] : line.kind === "script" ? [line.name] : line.kind === "export" ? line.names : [],
      );
    expect([...rootScripts(), "install", "test"]).toEqual(expect.arrayContaining(named("script")));
    const inProse = pages.flatMap(({ text }) =>
      [...text.matchAll(/`pnpm(?: -\S+)* (\w[\w:-]*)/g)].map(([, name]) => name),
    );
    expect([...rootScripts(), "install"]).toEqual(expect.arrayContaining(inProse));
    for (const name of named("export")) expect(pageAt("docs/cli.md").text).toContain(`| \`${name}\` |`);
  });

  it("links only to what is there", () => {
    const broken = pages.flatMap((page) =>
      relativeLinks(page)
        .filter((target) => !existsSync(join(repository, dirname(page.path), target.replace(/#.*/, ""))))
        .map((target) => `${page.path}: ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it("has a page for every error code, and none for another", () => {
    const documented = pages.flatMap(({ path }) => /^docs\/errors\/(.+)\.md$/.exec(path)?.[1] ?? []);
    expect(documented.toSorted()).toEqual(errorCodes.toSorted());
    for (const code of errorCodes) {
      expect(pageAt(`docs/errors/${code}.md`).text).toMatch(new RegExp(`^# ${code}\\n[^]*\\*\\*What to do\\.\\*\\* `));
    }
  });

  it("shows every command of the help in docs/cli.md", async () => {
    const shown = shellLinesOf(pageAt("docs/cli.md").snippets).flatMap((line) =>
      line.kind === "command" ? [line.text] : [],
    );
    const missing = (await commandsOf([])).filter((name) => !shown.some((line) => line.includes(`holdfast ${name}`)));
    expect(missing).toEqual([]);
  });

  it("changes an agent of the AI SDK into what its own config shows", () => {
    const page = pageAt("docs/ai-sdk-agent.md");
    const config = first(filesOf(page)).text.replaceAll("'", '"');
    const added = first(page.snippets.filter(({ language }) => language === "diff"))
      .lines.filter((line) => line.startsWith("+"))
      .map((line) => line.slice(1).trim().replaceAll("'", '"'));
    expect(added.filter((line) => !isIn(config, line))).toEqual([]);
  });
});

describe("what the documentation promises", () => {
  /** The config of the page, with leases short enough to wait for. */
  const quick = {
    "quick.config.ts": `import config from "./holdfast.config";
export default { ...config, checkpoint: { heartbeatIntervalMs: 200, leaseMs: 1000 } };
`,
  };

  it("an agent written by hand goes on after SIGKILL in the middle of a turn", { timeout: 180_000 }, async () => {
    const project = await documentedProject(pageAt("docs/hand-written-agent.md"), { ...quick, slow: "" });
    const task = start(project, "run", "fix the failing test", "--config", "quick.config.ts", "--json");
    await task.event("call.started");
    while (existsSync(join(project.cwd, "slow"))) await new Promise((resolve) => setTimeout(resolve, 20));
    task.child.kill("SIGKILL");
    await task.finished;
    const asked = project.model.requests.length;

    const worker = await holdfast(project, "worker", "--until-idle", "--config", "quick.config.ts");
    expect([worker.code, worker.stdout]).toEqual([0, expect.stringContaining("runCommand settlement=unknown")]);
    expect(readFileSync(join(project.cwd, "sum.js"), "utf8")).toContain("a + b");
    const execution = first((await holdfast(project, "execution", "list", "--json")).json().executions);
    expect(execution).toMatchObject({ status: "completed", turn: 5, result: "Mended sum.js; its test passes." });
    // Three replies before the kill; then the command again, as the model is told, and the last word.
    expect([asked, project.model.requests.length]).toEqual([3, 5]);
    const replied = (await eventsOf(project, execution.id)).filter(({ body }) => body.type === "turn.replied");
    expect(replied).toHaveLength(5);
  });

  it("init makes store and config where the other commands look for them, also with HOLDFAST_STORE", async () => {
    const project = await documentedProject(pageAt("docs/cli.md"));
    const elsewhere = { ...project, env: { ...project.env, HOLDFAST_STORE: join(temporaryFolder(), ".holdfast") } };
    await holdfast(elsewhere, "init");
    const { checks } = (await holdfast(elsewhere, "doctor", "--json")).json();
    const messages = Object.fromEntries(checks.map(({ name, message }) => [name, message]));
    expect(messages.store).toContain(elsewhere.env.HOLDFAST_STORE);
    expect(messages.config).toBe(`${join(dirname(elsewhere.env.HOLDFAST_STORE), "holdfast.config.ts")}: coder`);
  });

  it("a charge whose worker was killed right after it is not made twice", { timeout: 180_000 }, async () => {
    const project = await documentedProject(pageAt("docs/tools.md"), leftToTheReader["docs/tools.md"]);
    await holdfast(project, "init");
    const config = ["--config", "cashier.config.ts"];
    expect((await holdfast(project, "run", "charge Ada", "--supervised", ...config)).code).toBe(4);
    const { id } = first((await holdfast(project, "execution", "list", "--json")).json().executions);
    await holdfast(project, "execution", "answer", id, "allow");
    const worker = start(project, "worker", "--hold-at", "call.ran:1", "--json", ...config);
    await worker.event("worker.held");
    worker.child.kill("SIGKILL");
    await worker.finished;

    expect((await holdfast(project, "worker", "--until-idle", ...config)).code).toBe(0);
    expect(readFileSync(join(project.cwd, "payments.txt"), "utf8").trim().split("\n")).toHaveLength(1);
    const settled = (await eventsOf(project, id)).map(({ body }) => body).filter(({ type }) => type === "call.settled");
    expect(settled.at(-1)).toMatchObject({ tool: "charge", settlement: "applied", by: "reconcile" });
  });
});

/** Whether one of the tests above fails when the snippet is wrong. */
function isCovered(snippet: Snippet, page: Page): boolean {
  switch (snippet.language) {
    case "ts":
    case "js":
      return fileOf(snippet) !== undefined;
    case "sh":
      return shellLinesOf([snippet]).length > 0;
    case "text":
      return followed.includes(page);
    case "diff":
      return page.path === "docs/ai-sdk-agent.md";
    case "mermaid":
      return true;
    default:
      return false;
  }
}

/** An import may stand among others from the same module. */
function isIn(config: string, line: string): boolean {
  const [, name, module] = /^import { (\w+) } from (".*");$/.exec(line) ?? [];
  if (name === undefined || module === undefined) return config.includes(line);
  return new RegExp(`^import {[^}]*\\b${name}\\b[^}]*} from ${module};$`, "m").test(config);
}

/** The names of all commands, from the help. A group of commands is one that takes no options of its own. */
async function commandsOf(group: readonly string[]): Promise<string[]> {
  const { stdout } = await holdfast({ cwd: temporaryFolder() }, ...group, "--help");
  const listed = stdout.split(/^Commands:$/m)[1] ?? "";
  const commands = [...listed.matchAll(/^ {2}([a-z]+)( \[options\])?(?= |$)/gm)].filter(([, name]) => name !== "help");
  const names = commands.map(async ([, name = "", options]) =>
    options === undefined ? await commandsOf([...group, name]) : [[...group, name].join(" ")],
  );
  return (await Promise.all(names)).flat();
}

async function eventsOf(project: Parameters<typeof holdfast>[0], id: string): Promise<readonly HoldfastEvent[]> {
  return (await holdfast(project, "execution", "show", id, "--events", "1000", "--json")).json().events;
}
