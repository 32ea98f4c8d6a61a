import type { ExecutionId, WorkerId } from "../models/ids.js";
import type { Clock } from "../ports/clock.js";
import type { Claim, ExecutionStore, Lease } from "../ports/execution-store.js";
import type { Log } from "../ports/log.js";

export interface SupervisorPorts {
  readonly executions: Pick<ExecutionStore, "change" | "claim" | "held">;
  readonly clock: Clock;
  readonly log: Log;
  readonly workerId: WorkerId;
  readonly agentNames: readonly string[];
  readonly scanIntervalMs: number;
  /** How many more executions this worker can run now. */
  readonly capacity: () => number;
  /** Whether this process runs it. */
  readonly isRunning: (lease: Lease) => boolean;
  readonly onClaim: (claim: Claim) => void;
}

/**
 * Looks for work: expired leases first, then the queue; at start-up and on a timer. Every worker has one, so any live
 * worker recovers what any dead one left.
 */
export class Supervisor {
  #timer: { cancel(): void } | undefined;
  #scanning: Promise<void> | undefined;
  #stopped = false;
  #only: ExecutionId | undefined;

  constructor(private readonly ports: SupervisorPorts) {}

  /** @param only look for this execution and nothing else */
  async start(only?: ExecutionId): Promise<void> {
    this.#only = only;
    await this.scan();
    this.#schedule();
  }

  /** Takes no more work. Resolves when a scan under way is over. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timer?.cancel();
    await this.#scanning;
  }

  /** One look for work now. */
  async scan(): Promise<void> {
    while (this.#scanning) await this.#scanning;
    this.#scanning = this.#look().finally(() => (this.#scanning = undefined));
    await this.#scanning;
  }

  #schedule(): void {
    if (this.#stopped) return;
    this.#timer = this.ports.clock.schedule(
      this.ports.scanIntervalMs,
      () => void this.scan().then(() => this.#schedule()),
    );
  }

  async #look(): Promise<void> {
    const { executions, log, workerId, agentNames, capacity, onClaim } = this.ports;
    try {
      if (!this.#stopped) await this.#giveBackStranded();
      const limit = capacity();
      if (this.#stopped || limit <= 0) return;
      const claims = await executions.claim({ workerId, agentNames, limit, executionId: this.#only });
      for (const claim of claims) onClaim(claim);
    } catch (error) {
      log.error({ err: error }, "could not look for work; trying again at the next scan");
    }
  }

  /**
   * Puts back what this worker holds and does not run: a claim whose answer was lost, a run that ended without being
   * able to say so, or one that stopped because the worker was late. It beats, so nobody else would ever take them.
   */
  async #giveBackStranded(): Promise<void> {
    const { executions, log, workerId, isRunning } = this.ports;
    for (const lease of await executions.held(workerId)) {
      if (isRunning(lease)) continue;
      const { executionId } = lease;
      log.warn({ executionId }, "held but not run here; it goes back to the queue");
      await executions.change(executionId, { type: "queue", reason: "released" }, { lease });
    }
  }
}
