import { type ExecutionId, type ExecutionWorker, HoldfastError, timestampOf } from "@holdfast/core";
import { Command, Option } from "commander";
import { contextOf } from "../command-context.js";
import { loadConfig } from "../config/load-config.js";
import { diagnosticLog } from "../output/diagnostic-log.js";
import { age } from "../output/age.js";
import { eventLine } from "../output/event-line.js";
import { printEvents } from "../output/print-events.js";
import { openExistingStore } from "../store/open-store.js";
import { createWorker } from "../store/worker-process.js";
import { executionByReference, positiveInteger } from "./argument.js";
import { examples } from "./examples.js";
import { aborted } from "../process/aborted.js";
import { untilIdle } from "../store/until-idle.js";
import { holdAt } from "./hold-at.js";

const modes = ["cooperative", "finish_tool", "immediate"] as const;

interface WorkerCommandOptions {
  readonly execution?: string;
  readonly untilIdle?: boolean;
  readonly shutdown: (typeof modes)[number];
  readonly graceMs: number;
  readonly holdAt?: string;
}

export function workerCommand(signal: AbortSignal): Command {
  return new Command("worker")
    .description("run executions: recover those whose worker died, then take up queued ones")
    .option("--execution <execution>", "run only this one, and end when it stops; refused when another worker runs it")
    .option("--until-idle", "end when nothing is left to run")
    .addOption(
      new Option("--shutdown <mode>", "where runs stop on SIGTERM or SIGINT").choices(modes).default("cooperative"),
    )
    .option("--grace-ms <ms>", "how long a shutdown waits for that", positiveInteger, 10_000)
    .addOption(new Option("--hold-at <point:turn>", "stop there and wait to be killed, for crash tests").hideHelp())
    .addHelpText("after", examples("worker", "worker --until-idle --json", "worker --execution 4XQ2ZK"))
    .action(async (options: WorkerCommandOptions, command: Command) => {
      const context = contextOf(command, signal);
      const { terminal, folder, machine } = context;
      const config = await loadConfig(folder.home, context.options.config, process.env);
      if (config.agents.length === 0) {
        throw new HoldfastError(
          "config_invalid",
          "This worker has no agents. Write a holdfast.config.ts (`holdfast init`), or name a model in HOLDFAST_MODEL and HOLDFAST_MODEL_BASE_URL.",
          {
            details: { field: "agents" },
          },
        );
      }
      await using store = await openExistingStore(folder, machine);
      const only =
        options.execution === undefined ? undefined : (await executionByReference(store, options.execution)).id;
      const done = new AbortController();
      let started = false;
      await using worker = createWorker(store, { ...config, concurrency: only ? 1 : config.concurrency }, machine, {
        probe: options.holdAt === undefined ? undefined : holdAt(options.holdAt, (held) => terminal.event(held)),
        onEvent: (event) => started && terminal.event({ ...event, at: timestampOf(machine.clock.now()) }),
        onOutcome: (claim, outcome) => {
          terminal.note(`${claim.execution.id} ${outcome}`);
          if (only) done.abort();
        },
      });
      const after = await store.events.last();
      if (only) await takeOnly(worker, only);
      else await worker.start();
      started = true;
      terminal.event({
        type: "worker.started",
        workerId: worker.id,
        pid: process.pid,
        agents: config.agents.map(({ name }) => name),
      });
      terminal.note(
        `worker ${worker.id} (process ${process.pid}) runs ${config.agents.map(({ name }) => name).join(", ")}`,
      );
      for (const { executionId, workerId, lastHeartbeatAt } of await store.executions.heartbeats()) {
        if (workerId === worker.id) continue;
        const silent = age(lastHeartbeatAt, machine.clock.now());
        terminal.note(`${executionId} is another worker's, heard ${silent} ago; it is taken over when its lease ends`);
      }

      const over = AbortSignal.any([signal, done.signal]);
      const tail = { log: store.events, after, clock: machine.clock, signal: over };
      const printing = printEvents(tail, diagnosticLog(), (event) => {
        terminal.event(event);
        terminal.line(eventLine(event));
      });
      try {
        const agentNames = config.agents.map(({ name }) => name);
        if (options.untilIdle) await untilIdle(worker, agentNames, store, machine.clock, over);
        else await aborted(over);
      } finally {
        done.abort();
      }
      await worker.stop(options.shutdown, options.graceMs);
      await printing;
    });
}

/** @throws `lease_held` and the like when the execution cannot be run here now */
async function takeOnly(worker: ExecutionWorker, id: ExecutionId): Promise<void> {
  await worker.startOnly(id);
  try {
    await worker.assertRunning(id);
  } catch (error) {
    await worker.stop("immediate");
    throw error;
  }
}
