import type { Agent } from "../../models/agent.js";
import type { EventBody } from "../../models/event.js";
import type { Execution } from "../../models/execution.js";
import type { AgentId, CheckpointId, ExecutionId, WorkerId } from "../../models/ids.js";
import type { JsonObject } from "../../models/json.js";
import type { Project } from "../../models/project.js";
import { RunSettings } from "../../models/run-settings.js";
import type { Task } from "../../models/task.js";
import { timestampOf } from "../../models/timestamp.js";
import type { Claim, ClaimRequest, Lease, TurnCommit, WorkerBeat } from "../../ports/execution-store.js";
import type { EventQuery } from "../../ports/event-log.js";
import type { OpenStore, StoreUnderTest } from "./store-under-test.js";

export const leaseMs = 30_000;
export const settings: RunSettings = RunSettings.parse({ maxTurns: 50 });

/** A store with one project and one agent, and short words for what the contracts do with them. */
export class Scenario implements AsyncDisposable {
  private constructor(
    readonly subject: StoreUnderTest,
    readonly project: Project,
    readonly agent: Agent,
  ) {}

  static async open(open: OpenStore): Promise<Scenario> {
    const subject = await open();
    const { projects } = subject.store;
    const project = await projects.createProject({ name: "site", root: "/srv/site" });
    const agent = await projects.createAgent({ projectId: project.id, name: "writer" });
    return new Scenario(subject, project, agent);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.subject.dispose();
  }

  get store() {
    return this.subject.store;
  }

  get executions() {
    return this.subject.store.executions;
  }

  get checkpoints() {
    return this.subject.store.checkpoints;
  }

  get clock() {
    return this.subject.clock;
  }

  newAgent(name: string): Promise<Agent> {
    return this.store.projects.createAgent({ projectId: this.project.id, name });
  }

  start(agentId: AgentId = this.agent.id, prompt = "write"): Promise<{ task: Task; execution: Execution }> {
    return this.store.projects.createTask({ projectId: this.project.id, agentId, prompt, settings });
  }

  /** Registers a new worker. */
  async worker(overrides: Partial<WorkerBeat> = {}): Promise<WorkerId> {
    const workerId = this.subject.ids.next() as WorkerId;
    await this.beat(workerId, overrides);
    return workerId;
  }

  beat(workerId: WorkerId, overrides: Partial<WorkerBeat> = {}): Promise<{ readonly revocations: number }> {
    const { clock } = this;
    const at = timestampOf(clock.now());
    const now = { at, monotonicMs: clock.monotonic(), bootId: clock.bootId };
    return this.executions.beat({ workerId, host: "localhost", pid: 4711, leaseMs, ...now, ...overrides });
  }

  claim(workerId: WorkerId, overrides: Partial<ClaimRequest> = {}): Promise<readonly Claim[]> {
    return this.executions.claim({ workerId, agentNames: [this.agent.name], limit: 100, ...overrides });
  }

  /** The ids of what a claim takes, in its order. */
  async claimed(workerId: WorkerId, overrides: Partial<ClaimRequest> = {}): Promise<readonly ExecutionId[]> {
    return (await this.claim(workerId, overrides)).map(({ execution }) => execution.id);
  }

  /** The one execution that a claim takes. */
  async claimOne(workerId: WorkerId, overrides: Partial<ClaimRequest> = {}): Promise<Claim> {
    const [claim, ...more] = await this.claim(workerId, overrides);
    if (!claim || more.length > 0) throw new Error(`expected one claim, got ${more.length + (claim ? 1 : 0)}`);
    return claim;
  }

  /** A new task, run by a new worker. */
  async running(): Promise<Claim> {
    await this.start();
    return this.claimOne(await this.worker());
  }

  /** Moves time past every lease. */
  async expire(): Promise<void> {
    await this.clock.advance(leaseMs + 1);
  }

  /** Commits the turn with one message that names it. */
  commit(lease: Lease, turn: number, overrides: Partial<TurnCommit> = {}): Promise<void> {
    const content: JsonObject = { role: "assistant", content: `turn ${turn}` };
    const defaults = { entries: [], messages: [content], state: {}, removed: [], reset: false };
    return this.executions.commitTurn(lease, {
      turn,
      ...defaults,
      activeMs: 0,
      checkpointId: null,
      events: [],
      ...overrides,
    });
  }

  /** Commits the turns 1 to `last`, each with a checkpoint; resolves to the checkpoints' ids, by turn. */
  async commitTo(lease: Lease, last: number): Promise<ReadonlyMap<number, CheckpointId>> {
    const ids = new Map<number, CheckpointId>();
    for (let turn = 1; turn <= last; turn += 1) {
      const checkpointId = this.checkpointId();
      await this.commit(lease, turn, { checkpointId });
      ids.set(turn, checkpointId);
    }
    return ids;
  }

  checkpointId(): CheckpointId {
    return this.subject.ids.next() as CheckpointId;
  }

  async execution(id: ExecutionId): Promise<Execution> {
    const execution = await this.executions.execution(id);
    if (!execution) throw new Error(`no execution ${id}`);
    return execution;
  }

  async task(execution: Execution): Promise<Task> {
    const task = await this.store.projects.task(execution.taskId);
    if (!task) throw new Error(`no task ${execution.taskId}`);
    return task;
  }

  /** What the log says after event `after`, oldest first. */
  async events(after = 0, filter: Partial<EventQuery> = {}): Promise<readonly EventBody[]> {
    const events = await this.store.events.read({ after, limit: 10_000, ...filter });
    return events.map(({ body }) => body);
  }
}

/** The error's code, for an operation that must be refused. */
export function code(value: string): { readonly code: string } {
  return { code: value };
}
