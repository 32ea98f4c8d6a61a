import { HoldfastError } from "../errors/holdfast-error.js";
import { LeaseKeeper, type WorkerIdentity } from "../leases/lease-keeper.js";
import { Supervisor } from "../leases/supervisor.js";
import { checkpointConfig, type CheckpointConfig } from "../models/checkpoint-config.js";
import type { EventBody } from "../models/event.js";
import type { ExecutionId, WorkerId } from "../models/ids.js";
import { within, type Clock } from "../ports/clock.js";
import type { Claim, Lease } from "../ports/execution-store.js";
import type { IdSource } from "../ports/id-source.js";
import { silentLog, type Log } from "../ports/log.js";
import type { Store } from "../ports/store.js";
import type { AgentDefinition } from "./agent-definition.js";
import { ExecutionRunner, type RunOutcome } from "./execution-runner.js";
import type { Probe } from "./probe.js";

export interface ExecutionWorkerOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** What this worker can run. */
  readonly agents: readonly AgentDefinition[];
  readonly host: string;
  readonly pid: number;
  readonly log?: Log | undefined;
  readonly config?: CheckpointConfig | undefined;
  /** Executions at a time. Default 16. */
  readonly concurrency?: number | undefined;
  /** How often to look for work. Default: 250 ms, or a third of the lease. */
  readonly scanIntervalMs?: number | undefined;
  readonly probe?: Probe | undefined;
  /** Told what is not logged because it is no news: each heartbeat. */
  readonly onEvent?: ((event: Extract<EventBody, { type: "heartbeat.updated" }>) => void) | undefined;
  /** Told how each run ended. */
  readonly onOutcome?: ((claim: Claim, outcome: RunOutcome) => void) | undefined;
}

/**
 * How a worker stops: `cooperative` at the end of each turn, `finish_tool` at the end of each tool call, `immediate`
 * by aborting what runs. Each releases its leases, so the next start goes on at once.
 */
export type ShutdownMode = "cooperative" | "finish_tool" | "immediate";

const defaultConcurrency = 16;
/** How long an aborted run may take to unwind before the worker leaves its lease to expire. */
const unwindMs = 1_000;
/** An empty look for work costs a fraction of a millisecond; what it finds waits for it. */
const defaultScanIntervalMs = 250;

/** A process's part in Holdfast: it holds leases, finds work, runs it and gives it back. */
export class ExecutionWorker {
  readonly id: WorkerId;
  readonly #options: ExecutionWorkerOptions;
  readonly #config: CheckpointConfig;
  readonly #log: Log;
  readonly #agents: ReadonlyMap<string, AgentDefinition>;
  readonly #keeper: LeaseKeeper;
  readonly #supervisor: Supervisor;
  readonly #running = new Map<ExecutionRunner, Promise<void>>();
  #stopping: Promise<void> | undefined;

  constructor(options: ExecutionWorkerOptions) {
    this.#options = options;
    this.#config = options.config ?? checkpointConfig();
    this.#log = options.log ?? silentLog;
    this.#agents = new Map(options.agents.map((agent) => [agent.name, agent]));
    this.id = options.ids.next() as WorkerId;
    const { store, clock, host, pid, concurrency = defaultConcurrency } = options;
    const identity: WorkerIdentity = { workerId: this.id, host, pid };
    this.#keeper = new LeaseKeeper({
      executions: store.executions,
      clock,
      log: this.#log,
      config: this.#config,
      identity,
      onBeat: () => options.onEvent?.({ type: "heartbeat.updated", workerId: this.id }),
      onRevoked: (held) => this.#stopRevoked(held),
      onExpired: () => this.#stopAll({ kind: "lease_lost" }),
    });
    this.#supervisor = new Supervisor({
      executions: store.executions,
      clock,
      log: this.#log,
      workerId: this.id,
      agentNames: [...this.#agents.keys()],
      scanIntervalMs: options.scanIntervalMs ?? Math.min(defaultScanIntervalMs, Math.ceil(this.#config.leaseMs / 3)),
      capacity: () => (this.#keeper.held ? concurrency - this.#running.size : 0),
      isRunning: ({ executionId, fence }) =>
        [...this.#running.keys()].some(
          ({ claim: { lease } }) => lease.executionId === executionId && lease.fence === fence,
        ),
      onClaim: (claim) => this.#start(claim),
    });
  }

  /** Executions running here now. */
  get running(): number {
    return this.#running.size;
  }

  /** Registers the worker and takes up work. @throws what the store throws when it cannot be written. */
  async start(): Promise<void> {
    await this.#keeper.start();
    await this.#supervisor.start();
  }

  /** Registers the worker and takes up this execution, whenever it can be run, and nothing else. */
  async startOnly(id: ExecutionId): Promise<void> {
    await this.#keeper.start();
    await this.#supervisor.start(id);
  }

  /** @throws `lease_held` when another worker runs the execution, `not_found`, `invalid_state` when it cannot run now. */
  async assertRunning(id: ExecutionId): Promise<void> {
    if ([...this.#running.keys()].some(({ claim }) => claim.execution.id === id)) return;
    throw await this.#whyNot(id);
  }

  async #whyNot(id: ExecutionId): Promise<HoldfastError> {
    const { executions } = this.#options.store;
    const execution = await executions.execution(id);
    if (!execution) return new HoldfastError("not_found", `There is no execution ${id}.`, { details: { id } });
    const holder = await executions.holder(id);
    if (!holder) {
      const message = `Execution ${id} is ${execution.status}; this worker cannot run it now.`;
      return new HoldfastError("invalid_state", message, { details: { id, status: execution.status } });
    }
    const { host, pid, lastHeartbeatAt } = holder;
    const message = `Execution ${id} is being run by process ${pid} on ${host}; last heartbeat ${lastHeartbeatAt}. It is taken over by itself if that worker dies.`;
    return new HoldfastError("lease_held", message, { details: { id, host, pid, lastHeartbeatAt } });
  }

  /** Looks for work now. */
  scan(): Promise<void> {
    return this.#supervisor.scan();
  }

  /** Resolves when nothing runs here. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values());
  }

  /**
   * Stops gracefully: takes no more work, stops each run at its boundary, releases every lease.
   * @param graceMs how long to wait for the boundary before aborting what still runs
   */
  stop(mode: ShutdownMode = "cooperative", graceMs = 10_000): Promise<void> {
    if (mode === "immediate") this.#stopAll({ kind: "shutdown" });
    return (this.#stopping ??= this.#shutDown(mode, graceMs));
  }

  async #shutDown(mode: ShutdownMode, graceMs: number): Promise<void> {
    const { clock, store } = this.#options;
    await this.#supervisor.stop();
    for (const runner of this.#running.keys()) runner.stopAt(mode === "cooperative" ? "turn" : "call");
    if (mode !== "immediate") await within(clock, graceMs, this.idle());
    this.#stopAll({ kind: "shutdown" });
    await within(clock, unwindMs, this.idle());
    this.#keeper.stop();
    if (this.#running.size === 0) await store.executions.retire(this.id);
    else
      this.#log.warn(
        { running: this.#running.size },
        "some runs did not stop in time; their leases are left to expire",
      );
  }

  #start(claim: Claim): void {
    const { store, clock, ids, probe = () => {} } = this.#options;
    const definition = this.#agents.get(claim.execution.agentName);
    if (!definition) throw new HoldfastError("agent_unknown", `No agent ${claim.execution.agentName} is defined here.`);
    const ports = { store, clock, ids, log: this.#log, guard: this.#keeper, probe, config: this.#config };
    const runner = new ExecutionRunner(ports, definition, claim);
    const done = runner.run().then((outcome) => {
      this.#running.delete(runner);
      this.#tellOutcome(claim, outcome);
      // A free place, or an execution to give back.
      void this.#supervisor.scan();
    });
    this.#running.set(runner, done);
  }

  #tellOutcome(claim: Claim, outcome: RunOutcome): void {
    try {
      this.#options.onOutcome?.(claim, outcome);
    } catch (error) {
      this.#log.error({ err: error, executionId: claim.execution.id }, "onOutcome threw");
    }
  }

  #stopRevoked(held: readonly Lease[]): void {
    for (const runner of this.#running.keys()) {
      const { executionId, fence } = runner.claim.lease;
      if (!held.some((lease) => lease.executionId === executionId && lease.fence === fence))
        runner.stopNow({ kind: "lease_lost" });
    }
  }

  #stopAll(reason: { readonly kind: "lease_lost" | "shutdown" }): void {
    for (const runner of this.#running.keys()) runner.stopNow(reason);
  }
}
