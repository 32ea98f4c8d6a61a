import { Agent } from "../../models/agent.js";
import { Execution } from "../../models/execution.js";
import type { ExecutionId, ProjectId, TaskId } from "../../models/ids.js";
import { newExecution } from "../../models/new-execution.js";
import { parse } from "../../models/parse.js";
import { Project } from "../../models/project.js";
import { Task } from "../../models/task.js";
import type { ProjectStore } from "../../ports/project-store.js";
import { agentOfAnotherProject, nameTaken, notFound } from "../../ports/store-errors.js";
import type { MemoryState } from "./memory-state.js";

export function memoryProjects(state: MemoryState): ProjectStore {
  return {
    async createProject(input, options) {
      return state.once("createProject", input, options, () => {
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
      return state.once("createAgent", input, options, () =>
        writeAgent(state, input, ({ name }) => {
          throw nameTaken("agent", name);
        }),
      );
    },
    async ensureAgent(input, options) {
      return state.once("ensureAgent", input, options, () => writeAgent(state, input, (agent) => agent));
    },
    async agent(id) {
      return state.agents.get(id);
    },
    async agents(projectId) {
      return [...state.agents.values()].filter((agent) => agent.projectId === projectId);
    },

    async createTask(input, options) {
      return state.once("createTask", input, options, () => {
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

/** @param taken what to answer when the project has an agent of that name */
function writeAgent(
  state: MemoryState,
  input: { readonly projectId: ProjectId; readonly name: string },
  taken: (agent: Agent) => Agent,
): Agent {
  const { projectId } = input;
  if (!state.projects.has(projectId)) throw notFound("project", projectId);
  const agent = parse(Agent, { ...input, id: state.ids.next(), createdAt: state.at() }, "agent");
  const { id: agentId, name } = agent;
  const other = [...state.agents.values()].find((one) => one.projectId === projectId && one.name === name);
  if (other) return taken(other);
  state.agents.set(agentId, agent);
  state.log(projectId, null, state.encodeEvents([{ type: "agent.created", agentId, name }]));
  return agent;
}
