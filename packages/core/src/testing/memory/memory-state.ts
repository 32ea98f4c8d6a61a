import { encodeJson } from "../../models/json.js";
import { timestampOf, type Timestamp } from "../../models/timestamp.js";
import type { Agent } from "../../models/agent.js";
import type { CheckpointRef } from "../../models/checkpoint.js";
import type { EventBody } from "../../models/event.js";
import type { Execution } from "../../models/execution.js";
import type { AgentId, CheckpointId, ExecutionId, ProjectId, TaskId, WorkerId } from "../../models/ids.js";
import type { Project } from "../../models/project.js";
import type { Task } from "../../models/task.js";
import type { TurnRow } from "../../checkpoints/turn-row.js";
import { rootHash } from "../../checkpoints/state-hash.js";
import type { Clock } from "../../ports/clock.js";
import type { Lease, WorkerBeat } from "../../ports/execution-store.js";
import type { IdSource } from "../../ports/id-source.js";
import { assertIdempotencyKey, requestText, type WriteOptions } from "../../ports/idempotent-request.js";
import { idempotencyConflict, leaseLost, notFound } from "../../ports/store-errors.js";

/** An execution with what the store keeps beside it. */
export interface ExecutionRecord {
  execution: Execution;
  /** The highest fencing token given out. */
  fence: number;
  fingerprint: string | null;
  /** The first turn that is kept. */
  oldestTurn: number;
  turns: TurnRow[];
  /** Turns that a rewind took out of play. */
  readonly aside: TurnRow[];
  journal: { readonly turn: number; readonly entry: string }[];
}

export type RunningRecord = ExecutionRecord & { execution: Extract<Execution, { status: "running" }> };

export interface WorkerRecord {
  beat: WorkerBeat;
  revocations: number;
}

interface EventRecord {
  readonly at: Timestamp;
  readonly projectId: ProjectId;
  readonly executionId: ExecutionId | null;
  readonly body: string;
}

/** Everything the memory store holds. Bodies are kept as text, so that nobody's later edits reach into the store. */
export class MemoryState {
  readonly projects = new Map<ProjectId, Project>();
  readonly agents = new Map<AgentId, Agent>();
  readonly tasks = new Map<TaskId, Task>();
  readonly executions = new Map<ExecutionId, ExecutionRecord>();
  readonly checkpoints = new Map<CheckpointId, CheckpointRef>();
  readonly workers = new Map<WorkerId, WorkerRecord>();
  readonly answers = new Map<string, { readonly request: string; readonly answer: string }>();
  /** Event `n` is at index `n - 1`. */
  readonly events: EventRecord[] = [];

  constructor(
    readonly clock: Clock,
    readonly ids: IdSource,
  ) {}

  at(): Timestamp {
    return timestampOf(this.clock.now());
  }

  /** Writes once: a repeat under the key is given the first answer. */
  once<T>(operation: string, input: object, options: WriteOptions | undefined, write: () => T): T {
    const key = options?.idempotencyKey;
    if (key === undefined) return write();
    assertIdempotencyKey(key);
    const request = requestText(operation, input);
    const earlier = this.answers.get(key);
    if (earlier && earlier.request !== request) throw idempotencyConflict(key);
    if (earlier) return JSON.parse(earlier.answer) as T;
    const answer = write();
    this.answers.set(key, { request, answer: JSON.stringify(answer) });
    return answer;
  }

  addExecution(execution: Execution): void {
    this.executions.set(execution.id, {
      execution,
      fence: 0,
      fingerprint: null,
      oldestTurn: 1,
      turns: [],
      aside: [],
      journal: [],
    });
  }

  /** @throws `not_found` */
  record(id: ExecutionId): ExecutionRecord {
    const record = this.executions.get(id);
    if (!record) throw notFound("execution", id);
    return record;
  }

  /** The execution that the lease gives the right to write to. @throws `lease_lost` */
  held(lease: Lease): RunningRecord {
    const record = this.executions.get(lease.executionId);
    if (!record || record.fence !== lease.fence || !isRunning(record)) throw leaseLost(lease);
    return record;
  }

  /** @throws `invalid_input` naming what is not JSON; do it before the first change, so that a refusal changes nothing. */
  encodeEvents(bodies: readonly EventBody[]): readonly string[] {
    return bodies.map((body, index) => encodeJson(body, `events[${index}]`));
  }

  log(projectId: ProjectId, executionId: ExecutionId | null, bodies: readonly string[]): void {
    const at = this.at();
    for (const body of bodies) this.events.push({ at, projectId, executionId, body });
  }
}

export function isRunning(record: ExecutionRecord): record is RunningRecord {
  return record.execution.status === "running";
}

/** The hash that the next turn is chained to. */
export function lastHash(record: ExecutionRecord): string {
  return record.turns.at(-1)?.hash ?? rootHash;
}
