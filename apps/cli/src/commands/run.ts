import { basename } from "node:path";
import {
  Control,
  HoldfastError,
  tailEvents,
  type Execution,
  type ExecutionId,
  type HoldfastEvent,
  type Project,
  type Store,
} from "@holdfast/core";
import { Command } from "commander";
import { contextOf } from "../command-context.js";
import { loadConfig } from "../config/load-config.js";
import { eventLine } from "../output/event-line.js";
import type { Terminal } from "../output/terminal.js";
import { openStore } from "../store/open-store.js";
import { projectOfFolder } from "../store/project-of-folder.js";
import { createWorker } from "../store/worker-process.js";
import { positiveInteger } from "./argument.js";
import { examples } from "./examples.js";

interface RunCommandOptions {
  readonly agent?: string;
  readonly project?: string;
  readonly maxTurns?: number;
  readonly timeoutMs?: number;
  readonly maxTokens?: number;
  readonly supervised?: boolean;
}

export function runCommand(signal: AbortSignal): Command {
  return new Command("run")
    .description("give an agent a task and run it here, to its end; killed, it goes on with `holdfast worker`")
    .argument("<prompt>", "what to do")
    .option("--agent <name>", "the agent (default: the config's first)")
    .option("--project <project>", "the project (default: this folder's, made when it is not there)")
    .option("--max-turns <n>", "halt after this many turns", positiveInteger)
    .option("--max-tokens <n>", "halt when this many tokens are used", positiveInteger)
    .option("--timeout-ms <ms>", "halt after this much running time", positiveInteger)
    .option("--supervised", "ask a person before each call with external effects")
    .addHelpText(
      "after",
      examples('run "fix the failing test"', 'run "update the changelog" --agent coder --max-turns 20 --json'),
    )
    .action(async (prompt: string, options: RunCommandOptions, command: Command) => {
      const context = contextOf(command, signal);
      const { terminal, folder, machine } = context;
      const config = await loadConfig(folder.home, context.options.config, process.env);
      const agent = options.agent ?? config.agents[0]?.name;
      if (agent === undefined || !config.agents.some(({ name }) => name === agent))
        throw noSuchAgent(
          agent,
          config.agents.map(({ name }) => name),
        );
      await using store = await openStore(folder, machine);
      const control = new Control(store);
      const project = await projectFor(control, store, options.project, context.cwd);
      await control.ensureAgent({ projectId: project.id, name: agent });
      const { maxTurns = null, maxTokens = null, timeoutMs = null } = options;
      const autonomy = options.supervised ? "supervised" : "full";
      const after = await store.events.last();
      const { execution } = await control.startTask({
        projectId: project.id,
        agent,
        prompt,
        settings: { maxTurns, maxTokens, timeoutMs, autonomy },
      });
      terminal.note(`${execution.id}: ${agent} in ${project.name}`);

      await using worker = createWorker(store, config, machine);
      // Should another worker of this store be quicker, it does the work, and this command shows it.
      await worker.startOnly(execution.id);
      for await (const event of tailEvents({
        log: store.events,
        after,
        executionId: execution.id,
        clock: machine.clock,
        signal,
      })) {
        terminal.event(event);
        terminal.line(eventLine(event));
        if (endsRun(event)) break;
      }
      await worker.stop();
      await reportEnd(terminal, control, execution.id);
    });
}

async function projectFor(
  control: Control,
  store: Store,
  reference: string | undefined,
  cwd: string,
): Promise<Project> {
  if (reference !== undefined) return control.project(reference);
  return (await projectOfFolder(control, store, cwd, basename(cwd) || "root")).project;
}

function endsRun({ body }: HoldfastEvent): boolean {
  return [
    "execution.completed",
    "execution.failed",
    "execution.abandoned",
    "execution.cancelled",
    "execution.halted",
    "execution.waiting",
  ].includes(body.type);
}

async function reportEnd(terminal: Terminal, control: Control, id: ExecutionId): Promise<void> {
  const execution = await control.execution(id);
  terminal.event({ type: "run.ended", execution });
  terminal.line(ending(execution));
  if (execution.status === "failed" || execution.status === "abandoned") process.exitCode = 1;
  if (execution.status === "waiting") process.exitCode = 4;
}

function ending(execution: Execution): string {
  switch (execution.status) {
    case "completed":
      return typeof execution.result === "string" ? execution.result : `Done: ${JSON.stringify(execution.result)}`;
    case "failed":
    case "abandoned":
      return `Failed: ${execution.failure.message}`;
    case "halted":
      return `Halted: ${execution.halt}. Go on with: holdfast execution resume ${execution.id}`;
    case "waiting":
      return `Waits for a person: ${execution.question.text} Answer with: holdfast execution answer ${execution.id} …`;
    default:
      return `Stopped at turn ${execution.turn}; it goes on with: holdfast worker`;
  }
}

function noSuchAgent(name: string | undefined, known: readonly string[]): HoldfastError {
  const wayOut =
    known.length > 0
      ? `The config defines: ${known.join(", ")}.`
      : "There is no config and no model: write a holdfast.config.ts (`holdfast init`), or set HOLDFAST_MODEL and HOLDFAST_MODEL_BASE_URL.";
  return new HoldfastError(
    "agent_unknown",
    `${name === undefined ? "There is no agent to run" : `There is no agent ${name}`}. ${wayOut}`,
    { details: { field: "agent", found: name ?? null } },
  );
}
