import {
  type AgentDefinition,
  Control,
  type Execution,
  ExecutionWorker,
  type ProbePoint,
  type RunSettings,
} from "@holdfast/core";
import { createMemoryStore, ManualClock, testIds } from "@holdfast/core/testing";

const leaseMs = 90_000;

interface Kill {
  readonly point: ProbePoint;
  readonly subject: string;
  readonly turn: number;
  readonly died: () => void;
  readonly survived: (error: Error) => void;
}

/** One task for an agent, and workers that run it for real and can be killed at a point of a turn. */
export async function createAgentRig(
  definition: AgentDefinition,
  workspace: string,
  settings: Partial<RunSettings> = {},
) {
  const clock = new ManualClock();
  const ids = testIds();
  const store = createMemoryStore({ clock, ids });
  const control = new Control(store);
  const project = await control.createProject({ name: "shop", root: workspace });
  await control.createAgent({ projectId: project.id, name: definition.name });
  const task = { projectId: project.id, agent: definition.name, prompt: "mend it", settings };
  const { execution } = await control.startTask(task);

  function worker(agent: AgentDefinition, kill?: Kill) {
    return new ExecutionWorker({
      store,
      // A worker that is to be killed has a clock that stands still: it never beats again, nor does it stop itself.
      clock: kill === undefined ? clock : new ManualClock(clock.now()),
      ids,
      agents: [agent],
      host: "testhost",
      pid: 1,
      probe: (point, at) => {
        if (point !== kill?.point || at.turn !== kill.turn || at.subject !== kill.subject) return;
        kill.died();
        return new Promise<never>(() => undefined);
      },
      onOutcome: (_, outcome) => kill?.survived(new Error(`The run was ${outcome} before it came to ${kill.point}.`)),
    });
  }

  return {
    /** Starts a worker on it. */
    async start(agent: AgentDefinition = definition): Promise<ExecutionWorker> {
      const running = worker(agent);
      await running.start();
      return running;
    },

    /** Runs the execution until nothing is left to do for now. */
    async run(agent: AgentDefinition = definition): Promise<Execution> {
      const running = await this.start(agent);
      await running.idle();
      await running.stop();
      return control.execution(execution.id);
    },

    /** Runs it until a worker reaches the point, kills that worker there, and lets its lease run out. */
    async killAt(point: ProbePoint, subject: string, turn: number): Promise<void> {
      await new Promise<void>((died, survived) => {
        worker(definition, { point, subject, turn, died, survived }).start().catch(survived);
      });
      await clock.advance(leaseMs + 1);
    },

    /** Queues it again after it failed. */
    async resume(): Promise<void> {
      await control.resume({ executionId: execution.id });
    },

    /** The conversation as it is committed. */
    async messages(): Promise<readonly { readonly role?: unknown; readonly content?: unknown }[]> {
      const { turn } = await control.execution(execution.id);
      return (await store.checkpoints.load(execution.id, turn)).context.messages;
    },
  };
}
