import {
  HoldfastError,
  type CheckpointRef,
  type Clock,
  type EventBody,
  type ExecutionId,
  type HoldfastEvent,
} from "@holdfast/core";
import type { SqliteStore } from "@holdfast/db";
import { ensureStoreFolder, type StoreFolder } from "../store/store-folder.js";
import type { DemoStep } from "./demo-step.js";
import { Narrator } from "./narrator.js";
import { countLosses, eventsOf, type Losses } from "./proof.js";
import { testsPass } from "./sample-repository.js";
import { createScenario, turnOfChangelog, turnOfTestRun } from "./scenario.js";
import { startWorkerChild, type WorkerChild } from "./worker-child.js";

export interface DemoOptions {
  /** An empty folder for the sample repository and its config. */
  readonly folder: string;
  readonly store: SqliteStore;
  readonly storeFolder: StoreFolder;
  readonly clock: Clock;
  /** Told what happens, as it happens. */
  readonly say: (step: DemoStep) => void;
  readonly signal?: AbortSignal | undefined;
}

interface Kill {
  readonly pid: number;
  readonly during: "tool call" | "between reply and tools";
  readonly turn: number;
}

/** What the demo proves, computed from the repository, the model server's log and the database. */
export interface DemoProof extends Losses {
  readonly holds: boolean;
  readonly executionId: ExecutionId;
  readonly repository: string;
  readonly kills: readonly Kill[];
  readonly status: string;
  readonly turns: number;
  readonly testsPassedBefore: boolean;
  readonly testsPassNow: boolean;
  readonly reconciliations: readonly string[];
}

/**
 * A real agent mends a failing test in a real repository while its worker is killed with SIGKILL twice: in the middle
 * of a tool call, and between a reply and its tools.
 */
export async function runDemo({ folder, store, storeFolder, clock, say, signal }: DemoOptions): Promise<DemoProof> {
  ensureStoreFolder(storeFolder);
  await using scenario = await createScenario(folder, store, { name: `demo ${folder.slice(-6)}`, ...pace });
  const { execution, repository, configPath, model } = scenario;
  say({ kind: "setup", text: `A git repository with a failing test: ${repository}` });
  say({ kind: "setup", text: `A model server on ${model.baseUrl}; the agent talks to it as to any other` });
  const testsPassedBefore = await testsPass(repository);

  const over = new AbortController();
  const either = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
  const narrator = new Narrator({ store, clock, executionId: execution.id, say, signal: either });
  const start = (holdAt?: string) =>
    startWorkerChild({ store: storeFolder, config: configPath, ...(holdAt === undefined ? {} : { holdAt }) });
  const kills: Kill[] = [];
  const committed: CheckpointRef[] = [];
  async function kill(worker: WorkerChild, during: Kill["during"], turn: number): Promise<void> {
    await worker.kill();
    committed.push(...(await store.checkpoints.checkpoints(execution.id)));
    kills.push({ pid: worker.pid, during, turn });
    say({
      kind: "kill",
      text: `SIGKILL to worker ${worker.pid}, ${during === "tool call" ? "in the middle of" : "before"} the tools of turn ${turn}`,
    });
  }
  /** Waits for an event. @throws when the agent or the worker ends without it */
  async function reach(worker: WorkerChild, wanted: (event: HoldfastEvent) => boolean): Promise<void> {
    const event = await Promise.race([
      worker.failed,
      narrator.until((event) => wanted(event) || endings.has(event.body.type)),
    ]);
    if (wanted(event)) return;
    const reason = "failure" in event.body ? `: ${event.body.failure.message}` : "";
    throw new HoldfastError("agent_failed", `The demo's agent ended early, with ${event.body.type}${reason}`);
  }

  try {
    await using first = start();
    say({ kind: "work", text: `Worker ${first.pid} takes the task up` });
    await reach(first, ({ body }) => body.type === "call.started" && body.turn === turnOfTestRun);
    await kill(first, "tool call", turnOfTestRun);

    await using second = start(`reply.recorded:${turnOfChangelog}`);
    say({ kind: "work", text: `Worker ${second.pid} starts; it knows nothing of the first` });
    await reach(second, ({ body }) => body.type === "turn.replied" && body.turn === turnOfChangelog);
    await second.held;
    await kill(second, "between reply and tools", turnOfChangelog);

    await using third = start();
    say({ kind: "work", text: `Worker ${third.pid} starts` });
    await reach(third, ({ body }) => body.type === "execution.completed");
    await third.exited;
  } finally {
    over.abort();
  }
  const ended = (await store.executions.execution(execution.id)) ?? execution;
  committed.push(...(await store.checkpoints.checkpoints(execution.id)));
  const losses = await countLosses(store, ended, committed, model.requests);
  const testsPassNow = await testsPass(repository);
  const { status, turn: turns } = ended;
  const holds =
    status === "completed" && testsPassNow && !testsPassedBefore && Object.values(losses).every((count) => count === 0);
  const reconciliations = (await eventsOf(store, execution.id)).flatMap(({ body }) =>
    body.type === "recovery.reconciled" ? [body.notice] : [],
  );
  return {
    holds,
    executionId: execution.id,
    repository,
    kills,
    status,
    turns,
    ...losses,
    testsPassedBefore,
    testsPassNow,
    reconciliations,
  };
}

/** Slow enough to follow, and for a call to be caught in the middle. */
const pace = { delayMs: 150, slowTestMs: 700, heartbeatIntervalMs: 200, leaseMs: 1_000, maxResumeAttempts: 2 };

const endings: ReadonlySet<EventBody["type"]> = new Set([
  "execution.completed",
  "execution.failed",
  "execution.abandoned",
  "execution.halted",
  "execution.waiting",
]);
