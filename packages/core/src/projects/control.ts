import { HoldfastError } from "../errors/holdfast-error.js";
import type { Agent } from "../models/agent.js";
import type { CheckpointRef } from "../models/checkpoint.js";
import type { Execution } from "../models/execution.js";
import type { CheckpointId, ExecutionId } from "../models/ids.js";
import { parse } from "../models/parse.js";
import { ProjectId as ProjectIdSchema } from "../models/ids.js";
import type { Project } from "../models/project.js";
import type { Task } from "../models/task.js";
import type { LoadedContext } from "../ports/checkpoint-store.js";
import type { Store } from "../ports/store.js";
import { AnswerExecution, CancelExecution, CreateAgent, CreateProject, ResumeExecution, StartTask } from "./inputs.js";

/** What a person or another service asks of Holdfast: the same operations behind the API, the command line and the TUI. */
export class Control {
  constructor(private readonly store: Store) {}

  async createProject(input: CreateProject): Promise<Project> {
    const { idempotencyKey, ...project } = parse(CreateProject, input, "project");
    return this.store.projects.createProject(project, { idempotencyKey });
  }

  /** @param reference an id or a name. @throws `not_found` */
  async project(reference: string): Promise<Project> {
    const byId = ProjectIdSchema.safeParse(reference);
    const found = byId.success ? await this.store.projects.project(byId.data) : undefined;
    const project = found ?? (await this.store.projects.projects()).find(({ name }) => name === reference);
    return project ?? missing("project", reference, "`holdfast project list` shows those there are.");
  }

  async createAgent(input: CreateAgent): Promise<Agent> {
    const { idempotencyKey, ...agent } = parse(CreateAgent, input, "agent");
    return this.store.projects.createAgent(agent, { idempotencyKey });
  }

  /** The project's agent of that name, created when it is not there. @throws `not_found` for the project */
  async ensureAgent(input: CreateAgent): Promise<Agent> {
    const { idempotencyKey, ...agent } = parse(CreateAgent, input, "agent");
    return this.store.projects.ensureAgent(agent, { idempotencyKey });
  }

  /** Creates a task for an agent of the project and queues its execution. @throws `not_found` */
  async startTask(input: StartTask): Promise<{ readonly task: Task; readonly execution: Execution }> {
    const { idempotencyKey, projectId, agent: name, prompt, settings } = parse(StartTask, input, "task");
    if (!(await this.store.projects.project(projectId))) missing("project", projectId);
    const agent = (await this.store.projects.agents(projectId)).find((candidate) => candidate.name === name);
    if (!agent) return missing("agent", name, "`holdfast project show` lists the project's agents.");
    return this.store.projects.createTask({ projectId, agentId: agent.id, prompt, settings }, { idempotencyKey });
  }

  /** @throws `not_found` */
  async execution(id: ExecutionId): Promise<Execution> {
    return (
      (await this.store.executions.execution(id)) ??
      missing("execution", id, "`holdfast execution list` shows those there are.")
    );
  }

  /** Stops an execution for good. @throws `not_found`, `invalid_state` */
  async cancel(input: CancelExecution): Promise<Execution> {
    const { executionId, idempotencyKey } = parse(CancelExecution, input, "cancel");
    return this.store.executions.change(executionId, { type: "cancel" }, { idempotencyKey });
  }

  /** Queues a failed or halted execution again, from where it was. @throws `not_found`, `invalid_state` */
  async resume(input: ResumeExecution): Promise<Execution> {
    const { executionId, idempotencyKey, settings } = parse(ResumeExecution, input, "resume");
    return this.store.executions.change(executionId, { type: "resume", settings }, { idempotencyKey });
  }

  /**
   * Answers the question an execution waits for and queues it again.
   *
   * @throws `not_found`, `invalid_state`; `conflict` for an answer to another question; `invalid_input`
   */
  async answer(input: AnswerExecution): Promise<Execution> {
    const { executionId, idempotencyKey, ...given } = parse(AnswerExecution, input, "answer");
    return this.store.executions.change(executionId, { type: "answer", ...given }, { idempotencyKey });
  }

  /** @throws `not_found` */
  async checkpoint(id: CheckpointId): Promise<CheckpointRef> {
    return (
      (await this.store.checkpoints.checkpoint(id)) ??
      missing("checkpoint", id, "`holdfast checkpoint list EXECUTION` shows those there are.")
    );
  }

  /** A checkpoint with its context. @throws `not_found`, `checkpoint_corrupt` */
  async loadCheckpoint(id: CheckpointId): Promise<CheckpointRef & Pick<LoadedContext, "context">> {
    const checkpoint = await this.checkpoint(id);
    const { context } = await this.store.checkpoints.load(checkpoint.executionId, checkpoint.turn);
    return { ...checkpoint, context };
  }
}

function missing(kind: string, reference: string, wayOut = ""): never {
  throw new HoldfastError("not_found", `There is no ${kind} ${reference}. ${wayOut}`.trimEnd(), {
    details: { kind, reference },
  });
}
