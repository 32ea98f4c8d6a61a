import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { delimiter, dirname, join } from "node:path";
import { playTurns, startScriptedModel, textOf, type Script, type ScriptedModel } from "@holdfast/agent/scripted-model";
import { onTestFinished } from "vitest";
import { main, temporaryFolder, type Finished, type Place } from "./command-line.js";
import { fileOf, repository, type Page } from "./document.js";
import { firstLineNotPrinted } from "./printed-like.js";
import { command, say } from "./scripted-project.js";
import { shellLine } from "./shell-line.js";

/** What a reader has installed, by the package of ours that has it. */
const installed = {
  ai: "packages/agent",
  zod: "packages/agent",
  "@types/node": "",
  "@holdfast/core": "apps/cli",
  "@holdfast/agent": "apps/cli",
  "@holdfast/client": "apps/cli",
} as const;

/** Installs packages into a folder, as links to those of the workspace. */
export function install(folder: string, names: readonly (keyof typeof installed)[]): void {
  for (const name of names) {
    const link = join(folder, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(realpathSync(join(repository, installed[name], "node_modules", name)), link);
  }
}

const documentedPort = "4190";

const broken = "export const sum = (a, b) => a - b;\n";
const proof = `import { sum } from "./sum.js";\nif (sum(2, 2) !== 4) throw new Error("2 + 2 is " + sum(2, 2));\n`;

/** What the model does with the tasks that the pages give. The command is slow the first time it is run. */
const tasks: Readonly<Record<string, Script>> = {
  "fix the failing test": playTurns([
    { toolCalls: [{ name: "readFile", args: { path: "sum.js" } }] },
    { toolCalls: [{ name: "editFile", args: { path: "sum.js", oldText: "a - b", newText: "a + b" } }] },
    command("[ ! -e slow ] || { rm slow; sleep 30; }; node sum.test.js"),
    say("Mended sum.js; its test passes."),
  ]),
  "What is the weather in Tokyo?": playTurns([
    { toolCalls: [{ name: "weather", args: { place: "Tokyo" } }] },
    say("It is mild in Tokyo."),
  ]),
  "charge Ada": playTurns([
    { toolCalls: [{ name: "charge", args: { customer: "Ada", cents: 500 } }] },
    say("Ada was charged."),
  ]),
};
const anythingElse = playTurns([command("true"), say("Done.")]);

const script: Script = (request) => {
  const task = request.messages.find(({ role }) => role === "user");
  return (tasks[task ? textOf(task) : ""] ?? anythingElse)(request);
};

export interface DocumentedProject extends Required<Place> {
  readonly model: ScriptedModel;
  /** Stands where the pages say 4190. */
  readonly port: string;
}

/** A reader's project: the files that the page has them write, a test that fails, and a model that mends it. */
export async function documentedProject(
  page: Page,
  extra: Readonly<Record<string, string>> = {},
): Promise<DocumentedProject> {
  const cwd = temporaryFolder();
  const model = await startScriptedModel({ script });
  onTestFinished(() => model.close());
  const pageFiles = page.snippets.flatMap((snippet) => fileOf(snippet) ?? []);
  const files = [
    ...pageFiles.map(({ name, text }) => [name, text] as const),
    ...Object.entries({ "sum.js": broken, "sum.test.js": proof, "package.json": '{ "type": "module" }\n', ...extra }),
  ];
  const port = await freePort();
  for (const [name, text] of files) writeFileSync(join(cwd, name), text.replaceAll(documentedPort, port));
  // The command provides the other ones.
  install(cwd, ["ai", "@holdfast/client"]);

  const bin = temporaryFolder();
  writeFileSync(join(bin, "holdfast"), `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`);
  chmodSync(join(bin, "holdfast"), 0o755);
  return {
    cwd,
    model,
    port,
    env: {
      PATH: [bin, dirname(process.execPath), process.env.PATH].join(delimiter),
      HOLDFAST_STORE: undefined,
      HOLDFAST_MODEL: "scripted",
      HOLDFAST_MODEL_BASE_URL: model.baseUrl,
      HOLDFAST_MODEL_API_KEY: "none",
    },
  };
}

/** Runs every line of the page's shell sessions, in order; what goes on is interrupted at the end of the page. */
export async function followPage(project: DocumentedProject, page: Page): Promise<void> {
  const going: (() => Promise<void>)[] = [];
  let printed = "";
  for (const { language, lines, place } of page.snippets) {
    if (language === "text") {
      const missing = firstLineNotPrinted(lines, printed);
      if (missing !== undefined) throw new Error(`${place} shows a line that was not printed:\n${missing}\n${printed}`);
    }
    for (const line of language === "sh" ? lines : []) {
      const said = shellLine(line);
      if (said?.kind === "fetch") await answers(said.url.replace(documentedPort, project.port));
      // The demo takes as long as a page; demo.e2e.test.ts runs the same line.
      if (said?.kind !== "command" || said.text.startsWith("holdfast demo ")) continue;
      const running = run(project, (await withIds(project, said.text)).replace(documentedPort, project.port));
      if (said.ends === "interrupted") {
        await running.spoken();
        going.push(async () => expectEnd(line, place, await running.interrupted(), 130));
      } else {
        const finished = await running.finished;
        expectEnd(line, place, finished, said.ends);
        printed = finished.stdout;
      }
    }
  }
  for (const interrupt of going) await interrupt();
}

function expectEnd(line: string, place: string, { code, stdout, stderr }: Finished, expected: number): void {
  if (code !== expected) throw new Error(`${place}: ${line}\nended with ${code}\n${stdout}\n${stderr}`);
}

/** A line in a shell of its own, and a group of its own, so that an interrupt reaches all of it. */
function run({ cwd, env }: DocumentedProject, line: string) {
  const stdio: ["ignore", "pipe", "pipe"] = ["ignore", "pipe", "pipe"];
  // With a trap the shell outlives the interrupt, and ends as the command does.
  const child = spawn("/bin/sh", ["-c", `trap : INT; ${line}`], {
    cwd,
    env: { ...process.env, ...env },
    stdio,
    detached: true,
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const finished = once(child, "close").then(([code]) => {
    const answer = { code: code as number | null, stdout, stderr };
    return { ...answer, json: () => JSON.parse(stdout) as ReturnType<Finished["json"]> };
  });
  onTestFinished(async () => {
    kill(child, "SIGKILL");
    await finished;
  });
  return {
    finished,
    /** Resolves with the first words on either output. */
    spoken: async () => {
      const words = [once(child.stdout, "data"), once(child.stderr, "data")];
      const silent = finished.then(({ code }) => {
        throw new Error(`"${line}" ended with ${code} and said nothing:\n${stderr}`);
      });
      if (stdout + stderr === "") await Promise.race([...words, silent]);
    },
    interrupted: () => {
      kill(child, "SIGINT");
      return finished;
    },
  };
}

function kill({ pid, exitCode, signalCode }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, signal);
}

/** The pages name the newest execution by `4XQ2ZK`, and its newest checkpoint by a whole id. */
async function withIds(project: DocumentedProject, line: string): Promise<string> {
  const checkpoint = "01K8ZJ5W8Q6N3V4YB2T7R9XCDE";
  if (!line.includes("4XQ2ZK") && !line.includes(checkpoint)) return line;
  const answer = async (question: string) => {
    const finished = await run(project, `holdfast ${question} --json`).finished;
    expectEnd(question, line, finished, 0);
    return finished.json();
  };
  const [{ id } = { id: "none" }] = (await answer("execution list --limit 1")).executions;
  if (!line.includes(checkpoint)) return line.replace("4XQ2ZK", id.slice(-8));
  const [newest] = (await answer(`checkpoint list ${id}`)).checkpoints;
  return line.replace(checkpoint, newest?.id ?? "none");
}

async function answers(url: string): Promise<void> {
  const { status } = await fetch(url);
  if (status !== 200) throw new Error(`${url} answered ${status}`);
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return String(port);
}

/** The names of the scripts that the repository's root has. */
export function rootScripts(): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(`${repository}package.json`, "utf8")) as { scripts: object };
  return Object.keys(scripts);
}
