import type { EventBody } from "../models/event.js";
import type { ExecutionChange } from "../models/execution-change.js";
import type { Execution, ExecutionStatus, QueueReason } from "../models/execution.js";
import type { Failure } from "../models/failure.js";
import type { Heartbeat } from "../models/heartbeat.js";
import type { AgentId, CheckpointId, ExecutionId, ProjectId, TaskId, WorkerId } from "../models/ids.js";
import type { JournalEntry } from "../models/journal-entry.js";
import type { Json, JsonObject } from "../models/json.js";
import type { Project } from "../models/project.js";
import type { Task } from "../models/task.js";
import type { Timestamp } from "../models/timestamp.js";
import type { WriteOptions } from "./idempotent-request.js";

/**
 * The right to write to one execution. The fencing token rises with every claim; a write that carries an old one
 * changes nothing and throws `lease_lost`.
 */
export interface Lease {
  readonly executionId: ExecutionId;
  readonly fence: number;
}

/** A sign of life of one worker process; it renews the leases of all that the worker runs. */
export interface WorkerBeat {
  readonly workerId: WorkerId;
  readonly host: string;
  readonly pid: number;
  readonly leaseMs: number;
  /** Wall clock, for showing. */
  readonly at: Timestamp;
  /** Monotonic clock in milliseconds and the boot it belongs to, for judging the lease. */
  readonly monotonicMs: number;
  readonly bootId: string;
}

export interface Worker {
  readonly id: WorkerId;
  readonly host: string;
  readonly pid: number;
  readonly lastHeartbeatAt: Timestamp;
}

export interface ClaimRequest {
  readonly workerId: WorkerId;
  /** Only executions of agents with these names: those that the worker has definitions of. */
  readonly agentNames: readonly string[];
  readonly limit: number;
  /** Only this execution. */
  readonly executionId?: ExecutionId | undefined;
}

/** An execution that this worker now holds. */
export interface Claim {
  readonly lease: Lease;
  readonly execution: Extract<Execution, { status: "running" }>;
  readonly project: Project;
  readonly task: Task;
  /** `expired`: taken over from `previous`, whose lease ran out. */
  readonly cause: QueueReason | "expired";
  readonly previous: Worker | null;
  /** Why the last run stopped, for cause `retry`. */
  readonly failure: Failure | null;
  /** The definition fingerprint of the last run; null before the first. */
  readonly fingerprint: string | null;
}

/** Entries to append to the journal of a turn in progress. */
export interface JournalWrite {
  readonly turn: number;
  readonly entries: readonly JournalEntry[];
  readonly events: readonly EventBody[];
}

/** A completed turn: what it adds to the context. */
export interface TurnCommit {
  /** Must be the execution's turn plus one. */
  readonly turn: number;
  /** Journal entries of this turn that are not recorded yet; they become durable with the turn. */
  readonly entries: readonly JournalEntry[];
  readonly messages: readonly JsonObject[];
  /** State keys that changed; a key in `removed` is gone. */
  readonly state: Readonly<Record<string, Json>>;
  readonly removed: readonly string[];
  /** The messages and state replace all earlier ones instead of adding to them (compaction). */
  readonly reset: boolean;
  /** Time this execution has spent running, all attempts together, in milliseconds. */
  readonly activeMs: number;
  /** Makes a checkpoint of the turn under this id; null for none. */
  readonly checkpointId: CheckpointId | null;
  readonly events: readonly EventBody[];
}

/** The idempotency key goes with the execution and the change; a worker, which has its lease, needs none. */
export interface ChangeOptions extends WriteOptions {
  /** Required for a change made by the worker that runs the execution; absent for a person's change. */
  readonly lease?: Lease | undefined;
  /** Time spent running so far, as in TurnCommit; given by the worker that ran it. */
  readonly activeMs?: number | undefined;
  /** Events of the change beyond its own. */
  readonly events?: readonly EventBody[] | undefined;
  /** Removes turns, journal and checkpoints in the same transaction, and logs `checkpoint.deleted` when there were any. */
  readonly discard?: "retention" | "abandoned" | undefined;
  /** After `abandon`: queue a new execution of the task for this agent. */
  readonly reassignTo?: AgentId | undefined;
}

export interface ExecutionFilter {
  readonly projectId?: ProjectId | undefined;
  readonly taskId?: TaskId | undefined;
  readonly status?: ExecutionStatus | undefined;
  /** Only executions of agents with these names. */
  readonly agentNames?: readonly string[] | undefined;
  /** At most this many; default 1,000. */
  readonly limit?: number | undefined;
}

/**
 * Executions, their leases and their journals. Every method is one transaction that carries its events; a method
 * that takes a lease checks inside that transaction that the execution is still running under that fence.
 */
export interface ExecutionStore {
  execution(id: ExecutionId): Promise<Execution | undefined>;
  /** Newest first. */
  executions(filter?: ExecutionFilter): Promise<readonly Execution[]>;

  /**
   * Registers the worker or renews its lease: one row, however many executions it runs.
   * `revocations` counts the executions ever taken from this worker: when it moves, something was lost.
   */
  beat(beat: WorkerBeat): Promise<{ readonly revocations: number }>;
  /** The leases this worker holds now. */
  held(workerId: WorkerId): Promise<readonly Lease[]>;
  /** Forgets a worker that holds nothing any more; logs nothing. A worker that still holds something stays. */
  retire(workerId: WorkerId): Promise<void>;
  /** The worker that runs the execution now, if any. */
  holder(id: ExecutionId): Promise<Worker | undefined>;
  /** Liveness of running executions, oldest beat first. */
  heartbeats(projectId?: ProjectId): Promise<readonly Heartbeat[]>;

  /**
   * Takes executions of active projects for a worker: those whose lease has expired first, oldest first, then queued
   * ones, oldest first. Raises each fencing token and counts the attempt in the same transaction. The
   * store's clock, read within that transaction, judges leases: one has expired when its worker's boot is another, when
   * the monotonic clock is past it, or when it ends more than twice its own length ahead (it is from another boot whose
   * name is the same). Among many claimers each execution goes to exactly one.
   */
  claim(request: ClaimRequest): Promise<readonly Claim[]>;

  /** The journal of turns that are not committed, oldest first. */
  journal(id: ExecutionId): Promise<readonly { readonly turn: number; readonly entry: JournalEntry }[]>;
  /** Appends to the journal and adds the usage of its steps to the execution's. @throws `lease_lost` */
  record(lease: Lease, write: JournalWrite): Promise<void>;
  /** Appends the turn, moves progress, clears the turn's journal. @throws `lease_lost`; `conflict` for another turn. */
  commitTurn(lease: Lease, commit: TurnCommit): Promise<void>;
  /** Stores the definition fingerprint of the run. @throws `lease_lost` */
  setFingerprint(lease: Lease, fingerprint: string): Promise<void>;
  /**
   * Moves the execution, and its task with it (complete → done, abandon → failed or reassigned, cancel → cancelled).
   * These three leave no journal: their last turn is never committed.
   * Whatever takes a running execution from its worker without the worker's lease raises the fence and the worker's
   * `revocations`.
   * @throws `lease_lost`; `not_found`; `invalid_state` when the change is not allowed from the present status;
   * `conflict` for an answer to a question that is not asked any more; `invalid_input` for one that it does not take.
   */
  change(id: ExecutionId, change: ExecutionChange, options?: ChangeOptions): Promise<Execution>;
  /** Logs events for an execution without changing it. @throws `lease_lost` */
  note(lease: Lease, events: readonly EventBody[]): Promise<void>;
}
