import { changeEvents } from "../../models/change-events.js";
import { changeExecution, isRefused } from "../../models/execution-change.js";
import { msOf } from "../../models/timestamp.js";
import { isExpired } from "../../leases/lease-expiry.js";
import type { Claim, ClaimRequest, Worker } from "../../ports/execution-store.js";
import { changeRefused, notFound } from "../../ports/store-errors.js";
import { isRunning, type ExecutionRecord, type MemoryState, type WorkerRecord } from "./memory-state.js";

interface Candidate {
  readonly record: ExecutionRecord;
  /** The worker whose lease ran out. */
  readonly previous: WorkerRecord | undefined;
}

export function claim(state: MemoryState, request: ClaimRequest): readonly Claim[] {
  if (!state.workers.has(request.workerId)) throw notFound("worker", request.workerId);
  const eligible = [...state.executions.values()].filter((record) => isEligible(state, request, record));
  const expired = eligible
    .filter(isRunning)
    .map((record) => ({ record, previous: state.workers.get(record.execution.workerId) }))
    .filter(({ record, previous }) => record.execution.workerId !== request.workerId && hasExpired(state, previous))
    .toSorted((a, b) => beatMs(a.previous) - beatMs(b.previous));
  const queued = eligible
    .filter(({ execution }) => execution.status === "queued" && isDue(state, execution.notBefore))
    .map((record) => ({ record, previous: undefined }));
  return [...expired, ...queued].slice(0, request.limit).map((candidate) => take(state, request, candidate));
}

function isEligible(state: MemoryState, request: ClaimRequest, { execution }: ExecutionRecord): boolean {
  return (
    request.agentNames.includes(execution.agentName) &&
    (request.executionId === undefined || request.executionId === execution.id) &&
    state.projects.get(execution.projectId)?.status === "active"
  );
}

function hasExpired({ clock }: MemoryState, worker: WorkerRecord | undefined): boolean {
  if (!worker) return true;
  const { monotonicMs, leaseMs, bootId } = worker.beat;
  return isExpired(
    { leaseUntilMs: monotonicMs + leaseMs, leaseMs, bootId },
    { monotonicMs: clock.monotonic(), bootId: clock.bootId },
  );
}

function beatMs(worker: WorkerRecord | undefined): number {
  return worker ? msOf(worker.beat.at) : 0;
}

function isDue(state: MemoryState, notBefore: string | null): boolean {
  return notBefore === null || notBefore <= state.at();
}

function take(state: MemoryState, request: ClaimRequest, { record, previous }: Candidate): Claim {
  const before = record.execution;
  const cause = before.status === "queued" ? before.reason : "expired";
  const fence = record.fence + 1;
  const change = { type: "claim", workerId: request.workerId, fence } as const;
  const execution = changeExecution(before, change, state.clock.now());
  if (isRefused(execution)) throw changeRefused(before.id, before.status, execution.message);
  const project = state.projects.get(before.projectId);
  const task = state.tasks.get(before.taskId);
  if (execution.status !== "running" || !project || !task) throw notFound("claimable execution", before.id);

  Object.assign(record, { execution, fence });
  const lapsed = previous && workerOf(previous);
  const stale = lapsed && {
    type: "heartbeat.stale" as const,
    workerId: lapsed.id,
    lastHeartbeatAt: lapsed.lastHeartbeatAt,
  };
  if (previous) previous.revocations += 1;
  const events = [...(stale ? [stale] : []), ...changeEvents(before, change, task)];
  state.log(before.projectId, before.id, state.encodeEvents(events));
  return {
    lease: { executionId: before.id, fence },
    execution,
    project,
    task,
    cause,
    previous: lapsed ?? null,
    failure: before.status === "queued" ? before.failure : null,
    fingerprint: record.fingerprint,
  };
}

export function workerOf({ beat }: WorkerRecord): Worker {
  return { id: beat.workerId, host: beat.host, pid: beat.pid, lastHeartbeatAt: beat.at };
}
