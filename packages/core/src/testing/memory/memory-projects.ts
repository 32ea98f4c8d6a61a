import { Agent } from "../../models/agent.js";
import { Execution } from "../../models/execution.js";
import type { AgentId, ExecutionId, ProjectId, TaskId } from "../../models/ids.js";
import { newExecution } from "../../models/new-execution.js";
import { parse } from "../../models/parse.js";
import { Project } from "../../models/project.js";
import { Task } from "../../models/task.js";
import { assertIdempotencyKey, requestText } from "../../ports/idempotent-request.js";
import type { ProjectStore, WriteOptions } from "../../ports/project-store.js";
import { agentOfAnotherProject, idempotencyConflict, nameTaken, notFound } from "../../ports/store-errors.js";
import type { MemoryState } from "./memory-state.js";

export function memoryProjects(state: MemoryState): ProjectStore {
  return {
    async createProject(input, options) {
      return once(state, requestText("createProject", input), options, () => {
        const id = state.ids.next() as ProjectId;
        const project = parse(Project, { ...input, id, createdAt: state.at(), status: "active" }, "project");
        const { name } = project;
        if ([...state.projects.values()].some((other) => other.name === name)) throw nameTaken("project", name);
        state.projects.set(id, project);
        state.log(id, null, state.encodeEvents([{ type: "project.created", name }]));
        return project;
      });
    },
    async project(id) {
      return state.projects.get(id);
    },
    async projects() {
      return [...state.projects.values()];
    },

    async createAgent(input, options) {
      return once(state, requestText("createAgent", input), options, () => {
        const { projectId } = input;
        if (!state.projects.has(projectId)) throw notFound("project", projectId);
        const id = state.ids.next() as AgentId;
        const agent = parse(Agent, { ...input, id, createdAt: state.at() }, "agent");
        const { name } = agent;
        const taken = [...state.agents.values()].some((other) => other.projectId === projectId && other.name === name);
        if (taken) throw nameTaken("agent", name);
        state.agents.set(id, agent);
        state.log(projectId, null, state.encodeEvents([{ type: "agent.created", agentId: id, name }]));
        return agent;
      });
    },
    async agent(id) {
      return state.agents.get(id);
    },
    async agents(projectId) {
      return [...state.agents.values()].filter((agent) => agent.projectId === projectId);
    },

    async createTask(input, options) {
      return once(state, requestText("createTask", input), options, () => {
        const { projectId, agentId, prompt, settings } = input;
        const agent = state.agents.get(agentId);
        if (!agent) throw notFound("agent", agentId);
        if (agent.projectId !== projectId) throw agentOfAnotherProject(agentId, projectId);
        const id = state.ids.next() as TaskId;
        const executionId = state.ids.next() as ExecutionId;
        const createdAt = state.at();
        const row = { id, projectId, agentId, prompt, reassignments: 0, createdAt, status: "active", executionId };
        const task = parse(Task, row, "task");
        const execution = parse(Execution, newExecution(executionId, task, agent, settings, createdAt), "execution");
        state.tasks.set(id, task);
        state.addExecution(execution);
        state.log(
          projectId,
          executionId,
          state.encodeEvents([
            { type: "task.created", taskId: id, agentId },
            { type: "execution.queued", reason: "new" },
          ]),
        );
        return { task, execution };
      });
    },
    async task(id) {
      return state.tasks.get(id);
    },
    async tasks(projectId) {
      return [...state.tasks.values()].filter((task) => task.projectId === projectId).toReversed();
    },
  };
}

/** Answers a repeated request with the first answer. */
function once<T>(state: MemoryState, request: string, options: WriteOptions | undefined, write: () => T): T {
  const key = options?.idempotencyKey;
  if (key === undefined) return write();
  assertIdempotencyKey(key);
  const earlier = state.answers.get(key);
  if (earlier && earlier.request !== request) throw idempotencyConflict(key);
  if (earlier) return JSON.parse(earlier.answer) as T;
  const answer = write();
  state.answers.set(key, { request, answer: JSON.stringify(answer) });
  return answer;
}
