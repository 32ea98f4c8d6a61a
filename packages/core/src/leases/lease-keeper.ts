import { HoldfastError } from "../errors/holdfast-error.js";
import type { CheckpointConfig } from "../models/checkpoint-config.js";
import { timestampOf } from "../models/timestamp.js";
import type { WorkerId } from "../models/ids.js";
import type { Clock } from "../ports/clock.js";
import type { ExecutionStore, Lease } from "../ports/execution-store.js";
import type { Log } from "../ports/log.js";
import type { LeaseGuard } from "./lease-guard.js";

export interface WorkerIdentity {
  readonly workerId: WorkerId;
  readonly host: string;
  readonly pid: number;
}

export interface LeaseKeeperPorts {
  readonly executions: Pick<ExecutionStore, "beat" | "held">;
  readonly clock: Clock;
  readonly log: Log;
  readonly config: CheckpointConfig;
  readonly identity: WorkerIdentity;
  /** Something was taken from this worker; these are the leases it still holds. */
  readonly onRevoked: (held: readonly Lease[]) => void;
  /** This worker's own lease ran out before it could renew it: it may act for nothing any more. */
  readonly onExpired: () => void;
  readonly onBeat?: (() => void) | undefined;
}

/** A worker stops acting this share of its lease before others may take over. */
const safetyShare = 0.1;

/**
 * Keeps a worker alive in the eyes of the others: one beat per interval, on a timer of its own, whatever its agents
 * are doing. Judges its own lease by the monotonic clock, from the moment before each beat was sent.
 */
export class LeaseKeeper implements LeaseGuard {
  #heldUntilMs = Number.NEGATIVE_INFINITY;
  #revocations: number | undefined;
  #timer: { cancel(): void } | undefined;
  #expiry: { cancel(): void } | undefined;
  #stopped = false;

  constructor(private readonly ports: LeaseKeeperPorts) {}

  /** Sends the first beat, then keeps beating. @throws what the store throws when the first beat fails. */
  async start(): Promise<void> {
    await this.#beat();
    this.#schedule(this.ports.config.heartbeatIntervalMs);
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
    this.#expiry?.cancel();
  }

  /** Whether this worker may act. */
  get held(): boolean {
    return this.ports.clock.monotonic() < this.#heldUntilMs;
  }

  assertHeld(): void {
    if (this.held) return;
    throw new HoldfastError(
      "lease_lost",
      "This worker's lease has run out; it may not act for its executions any more.",
    );
  }

  #schedule(delayMs: number): void {
    if (this.#stopped) return;
    this.#timer = this.ports.clock.schedule(delayMs, () => void this.#tick());
  }

  async #tick(): Promise<void> {
    const { config, log } = this.ports;
    try {
      await this.#beat();
      this.#schedule(config.heartbeatIntervalMs);
    } catch (error) {
      log.warn({ err: error }, "heartbeat not written; trying again soon");
      this.#schedule(Math.max(1, Math.floor(config.heartbeatIntervalMs / 4)));
    }
  }

  async #beat(): Promise<void> {
    const { executions, clock, config, identity, onBeat, onRevoked } = this.ports;
    const monotonicMs = clock.monotonic();
    if (this.#revocations !== undefined && monotonicMs >= this.#heldUntilMs) this.ports.onExpired();
    const { revocations } = await executions.beat({
      ...identity,
      leaseMs: config.leaseMs,
      at: timestampOf(clock.now()),
      monotonicMs,
      bootId: clock.bootId,
    });
    this.#heldUntilMs = monotonicMs + config.leaseMs * (1 - safetyShare);
    this.#watchExpiry();
    if (this.#revocations !== undefined && revocations !== this.#revocations) {
      onRevoked(await executions.held(identity.workerId));
    }
    // Only now: a revocation that could not be looked into is looked into with the next beat.
    this.#revocations = revocations;
    onBeat?.();
  }

  #watchExpiry(): void {
    this.#expiry?.cancel();
    if (this.#stopped) return;
    this.#expiry = this.ports.clock.schedule(this.#heldUntilMs - this.ports.clock.monotonic(), () =>
      this.ports.onExpired(),
    );
  }
}
