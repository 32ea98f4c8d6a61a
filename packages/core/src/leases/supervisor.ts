import type { ExecutionId, WorkerId } from "../models/ids.js";
import type { Clock } from "../ports/clock.js";
import type { Claim, ExecutionStore } from "../ports/execution-store.js";
import type { Log } from "../ports/log.js";

export interface SupervisorPorts {
  readonly executions: Pick<ExecutionStore, "claim">;
  readonly clock: Clock;
  readonly log: Log;
  readonly workerId: WorkerId;
  readonly agentNames: readonly string[];
  readonly scanIntervalMs: number;
  /** How many more executions this worker can run now. */
  readonly capacity: () => number;
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

  constructor(private readonly ports: SupervisorPorts) {}

  async start(): Promise<void> {
    await this.scan();
    this.#schedule();
  }

  /** Takes no more work. Resolves when a scan under way is over. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timer?.cancel();
    await this.#scanning;
  }

  /** One look for work now. @param executionId take only this one */
  async scan(executionId?: ExecutionId): Promise<void> {
    while (this.#scanning) await this.#scanning;
    this.#scanning = this.#claim(executionId).finally(() => (this.#scanning = undefined));
    await this.#scanning;
  }

  #schedule(): void {
    if (this.#stopped) return;
    this.#timer = this.ports.clock.schedule(
      this.ports.scanIntervalMs,
      () => void this.scan().then(() => this.#schedule()),
    );
  }

  async #claim(executionId?: ExecutionId): Promise<void> {
    const { executions, log, workerId, agentNames, capacity, onClaim } = this.ports;
    const limit = capacity();
    if (this.#stopped || limit <= 0) return;
    try {
      const claims = await executions.claim({ workerId, agentNames, limit, executionId });
      for (const claim of claims) onClaim(claim);
    } catch (error) {
      log.error({ err: error }, "could not look for work; trying again at the next scan");
    }
  }
}
