import type { Agent } from "../models/agent.js";
import type { Execution } from "../models/execution.js";
import type { AgentId, ProjectId, TaskId } from "../models/ids.js";
import type { Project } from "../models/project.js";
import type { RunSettings } from "../models/run-settings.js";
import type { Task } from "../models/task.js";
import type { WriteOptions } from "./idempotent-request.js";

/** Projects, their agents and their tasks. Every write logs its event in the same transaction. */
export interface ProjectStore {
  /** @throws `already_exists` when a project of that name exists. */
  createProject(input: { readonly name: string; readonly root: string }, options?: WriteOptions): Promise<Project>;
  project(id: ProjectId): Promise<Project | undefined>;
  /** Oldest first. */
  projects(): Promise<readonly Project[]>;

  /** @throws `already_exists` when the project has an agent of that name; `not_found` for the project. */
  createAgent(input: { readonly projectId: ProjectId; readonly name: string }, options?: WriteOptions): Promise<Agent>;
  /** The project's agent of that name, created when it is not there. @throws `not_found` for the project. */
  ensureAgent(input: { readonly projectId: ProjectId; readonly name: string }, options?: WriteOptions): Promise<Agent>;
  agent(id: AgentId): Promise<Agent | undefined>;
  /** Oldest first. */
  agents(projectId: ProjectId): Promise<readonly Agent[]>;

  /**
   * Creates a task, assigned to an agent, and queues its first execution.
   * @throws `not_found` for the agent; `invalid_input` when it belongs to another project.
   */
  createTask(
    input: {
      readonly projectId: ProjectId;
      readonly agentId: AgentId;
      readonly prompt: string;
      readonly settings: RunSettings;
    },
    options?: WriteOptions,
  ): Promise<{ readonly task: Task; readonly execution: Execution }>;
  task(id: TaskId): Promise<Task | undefined>;
  /** Newest first. */
  tasks(projectId: ProjectId): Promise<readonly Task[]>;
}
