import {
  Agent,
  type AgentId,
  agentOfAnotherProject,
  Execution,
  type ExecutionId,
  nameTaken,
  newExecution,
  notFound,
  parse,
  Project,
  type ProjectId,
  type ProjectStore,
  Task,
  type TaskId,
  timestampOf,
  type WriteOptions,
} from "@holdfast/core";
import { type AgentRow, toAgent } from "../rows/agent-row.js";
import { toProject } from "../rows/project-row.js";
import { toTask } from "../rows/task-row.js";
import type { EventWriter } from "./event-writer.js";
import type { IdempotentWrites } from "./idempotent-writes.js";
import type { SqliteRows } from "./sqlite-rows.js";
import type { StoreDatabase } from "./store-database.js";

type CreateAgent = Parameters<ProjectStore["createAgent"]>[0];
type CreateTask = Parameters<ProjectStore["createTask"]>[0];

/** Projects, agents and tasks on SQLite. */
export class SqliteProjectStore implements ProjectStore {
  constructor(
    private readonly database: StoreDatabase,
    private readonly rows: SqliteRows,
    private readonly events: EventWriter,
    private readonly writes: IdempotentWrites,
  ) {}

  createProject(input: { readonly name: string; readonly root: string }, options?: WriteOptions): Promise<Project> {
    const { clock, ids } = this.database;
    return this.writes.once("createProject", input, options, () => {
      const nowMs = clock.now();
      const id = ids.next() as ProjectId;
      const project = parse(Project, { ...input, id, createdAt: timestampOf(nowMs), status: "active" }, "project");
      const { name } = project;
      if (this.rows.projects.byName(name)) throw nameTaken("project", name);
      const number = this.rows.projects.insert(project, nowMs);
      this.events.append(number, null, [{ type: "project.created", name }]);
      return project;
    });
  }

  project(id: ProjectId): Promise<Project | undefined> {
    return this.database.transactions.read(() => {
      const row = this.rows.projects.byId(id);
      return row && toProject(row);
    });
  }

  projects(): Promise<readonly Project[]> {
    return this.database.transactions.read(() => this.rows.projects.all().map(toProject));
  }

  createAgent(input: CreateAgent, options?: WriteOptions): Promise<Agent> {
    return this.writes.once("createAgent", input, options, () =>
      this.#insertAgent(input, ({ name }) => {
        throw nameTaken("agent", name);
      }),
    );
  }

  ensureAgent(input: CreateAgent, options?: WriteOptions): Promise<Agent> {
    return this.writes.once("ensureAgent", input, options, () => this.#insertAgent(input, toAgent));
  }

  agent(id: AgentId): Promise<Agent | undefined> {
    return this.database.transactions.read(() => {
      const row = this.rows.agents.byId(id);
      return row && toAgent(row);
    });
  }

  agents(projectId: ProjectId): Promise<readonly Agent[]> {
    return this.database.transactions.read(() => this.rows.agents.of(projectId).map(toAgent));
  }

  createTask(
    input: CreateTask,
    options?: WriteOptions,
  ): Promise<{ readonly task: Task; readonly execution: Execution }> {
    return this.writes.once("createTask", input, options, () => this.#insertTask(input));
  }

  task(id: TaskId): Promise<Task | undefined> {
    return this.database.transactions.read(() => {
      const row = this.rows.tasks.byId(id);
      return row && toTask(row);
    });
  }

  tasks(projectId: ProjectId): Promise<readonly Task[]> {
    return this.database.transactions.read(() => this.rows.tasks.of(projectId).map(toTask));
  }

  /** @param taken what to answer when the project has an agent of that name */
  #insertAgent(input: CreateAgent, taken: (row: AgentRow) => Agent): Agent {
    const { clock, ids } = this.database;
    const project = this.rows.projects.byId(input.projectId);
    if (!project) throw notFound("project", input.projectId);
    const nowMs = clock.now();
    const agent = parse(Agent, { ...input, id: ids.next(), createdAt: timestampOf(nowMs) }, "agent");
    const { id: agentId, name } = agent;
    const other = this.rows.agents.byName(project.number, name);
    if (other) return taken(other);
    this.rows.agents.insert(agent, project.number, nowMs);
    this.events.append(project.number, null, [{ type: "agent.created", agentId, name }]);
    return agent;
  }

  #insertTask({ projectId, agentId, prompt, settings }: CreateTask) {
    const { clock, ids } = this.database;
    const agentRow = this.rows.agents.byId(agentId);
    if (!agentRow) throw notFound("agent", agentId);
    if (agentRow.projectId !== projectId) throw agentOfAnotherProject(agentId, projectId);
    const { projectNumber, number: agentNumber } = agentRow;
    const nowMs = clock.now();
    const createdAt = timestampOf(nowMs);
    const id = ids.next() as TaskId;
    const executionId = ids.next() as ExecutionId;
    const candidate = { id, projectId, agentId, prompt, reassignments: 0, createdAt, status: "active", executionId };
    const task = parse(Task, candidate, "task");
    const first = newExecution(executionId, task, toAgent(agentRow), settings, createdAt);
    const execution = parse(Execution, first, "execution");
    const taskNumber = this.rows.tasks.insert(task, projectNumber, agentNumber, nowMs);
    const executionNumber = this.rows.executions.insert(execution, { projectNumber, agentNumber, taskNumber });
    this.events.append(projectNumber, executionNumber, [
      { type: "task.created", taskId: id, agentId },
      { type: "execution.queued", reason: "new" },
    ]);
    return { task, execution };
  }
}
