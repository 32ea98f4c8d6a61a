import { checkpointConfig, type CheckpointConfig } from "../models/checkpoint-config.js";
import type { Execution } from "../models/execution.js";
import type { EventBody, EventType } from "../models/event.js";
import type { ExecutionId } from "../models/ids.js";
import type { RunSettings } from "../models/run-settings.js";
import type { Log } from "../ports/log.js";
import { Control } from "../projects/control.js";
import { createMemoryStore } from "./memory/memory-store.js";
import { ManualClock } from "./manual-clock.js";
import { testIds } from "./test-ids.js";
import type { AgentDefinition } from "../engine/agent-definition.js";
import type { RunOutcome } from "../engine/execution-runner.js";
import type { Probe, ProbePoint } from "../engine/probe.js";
import { ExecutionWorker, type ExecutionWorkerOptions } from "../engine/worker.js";

export const heartbeatIntervalMs = 1_000;
export const leaseMs = 3_000;

/** A store with one project and one task, and workers that can die. */
export async function createRig(definition: AgentDefinition, settings: Partial<RunSettings> = {}) {
  const clock = new ManualClock();
  const ids = testIds();
  const store = createMemoryStore({ clock, ids });
  const control = new Control(store);
  const project = await control.createProject({ name: "shop", root: "/shop" });
  await control.createAgent({ projectId: project.id, name: definition.name });
  const { task, execution } = await control.startTask({
    projectId: project.id,
    agent: definition.name,
    prompt: "mend it",
    settings,
  });
  const logged: { level: keyof Log; message: string }[] = [];
  const log = Object.fromEntries(
    (["debug", "info", "warn", "error"] as const).map((level) => [
      level,
      (_fields: unknown, message: string) => logged.push({ level, message }),
    ]),
  ) as unknown as Log;

  return {
    clock,
    store,
    control,
    project,
    task,
    execution,
    logged,
    id: execution.id,

    /** A worker that lives as long as its clock moves: one given a clock of its own freezes, as with SIGSTOP. */
    worker(
      options: {
        agents?: AgentDefinition[];
        config?: Partial<CheckpointConfig>;
        clock?: ManualClock;
        probe?: Probe;
        onEvent?: ExecutionWorkerOptions["onEvent"];
        scanIntervalMs?: number;
      } = {},
    ) {
      const outcomes: RunOutcome[] = [];
      const worker = new ExecutionWorker({
        store,
        clock: options.clock ?? clock,
        ids,
        log,
        agents: options.agents ?? [definition],
        host: "testhost",
        pid: 4711,
        config: { ...checkpointConfig({ heartbeatIntervalMs, leaseMs }), ...options.config },
        probe: options.probe,
        onEvent: options.onEvent,
        scanIntervalMs: options.scanIntervalMs,
        onOutcome: (_claim, outcome) => outcomes.push(outcome),
      });
      return Object.assign(worker, { outcomes });
    },

    /** A clock that reads the same time and never moves: a worker on it is frozen. */
    async frozenClock(): Promise<ManualClock> {
      const frozen = new ManualClock(clock.now());
      await frozen.advance(clock.monotonic() - frozen.monotonic());
      return frozen;
    },

    /** Runs a worker until it dies, as with SIGKILL, when a point of a turn is reached; then lets its lease run out. */
    async crashAt(
      point: ProbePoint,
      turn: number,
      agents: AgentDefinition[] = [definition],
      config: Partial<CheckpointConfig> = {},
    ): Promise<void> {
      let reached = () => {};
      const death = new Promise<void>((resolve) => (reached = resolve));
      const probe: Probe = (at, where) => {
        if (at !== point || where.turn !== turn) return;
        reached();
        return new Promise(() => {});
      };
      const worker = this.worker({ clock: await this.frozenClock(), probe, agents, config });
      await worker.start();
      await death;
      await clock.advance(leaseMs + 1);
    },

    /** Runs a new worker until nothing is left to do, and stops it. */
    async finish(options: Parameters<typeof this.worker>[0] = {}): Promise<RunOutcome[]> {
      const worker = this.worker(options);
      await worker.start();
      await worker.idle();
      await worker.stop();
      return worker.outcomes;
    },

    async now<Status extends Execution["status"]>(
      status: Status,
      id: ExecutionId = execution.id,
    ): Promise<Extract<Execution, { status: Status }>> {
      const found = await store.executions.execution(id);
      if (found?.status !== status) throw new Error(`expected ${status}, found ${JSON.stringify(found)}`);
      return found as Extract<Execution, { status: Status }>;
    },

    async events<Type extends EventType>(...types: Type[]): Promise<Extract<EventBody, { type: Type }>[]> {
      const events = await store.events.read({ after: 0, limit: 10_000 });
      return events
        .map(({ body }) => body)
        .filter((body): body is Extract<EventBody, { type: Type }> => (types as string[]).includes(body.type));
    },

    async messages(turn: number): Promise<readonly unknown[]> {
      return (await store.checkpoints.load(execution.id, turn)).context.messages;
    },
  };
}
