import {
  timestampOf,
  type CheckpointId,
  type Clock,
  type Execution,
  type Lease,
  type Store,
  type WorkerId,
} from "@holdfast/core";
import { Control } from "@holdfast/core";
import { testIds } from "@holdfast/core/testing";

const ids = testIds(Date.UTC(2026, 5, 1));

/** A project with an agent, and a worker that a test runs its executions with, step by step. */
export async function setStage(store: Store, clock: Clock, name = "demo") {
  const control = new Control(store);
  const project = await control.createProject({ name, root: `/${name}` });
  const agent = await control.createAgent({ projectId: project.id, name: `writer of ${name}` });
  const workerId = ids.next() as WorkerId;
  const reading = () => ({ at: timestampOf(clock.now()), monotonicMs: clock.monotonic(), bootId: clock.bootId });
  const beat = () => store.executions.beat({ workerId, host: "here", pid: 1, leaseMs: 90_000, ...reading() });
  await beat();

  return {
    project,
    agent,
    workerId,
    beat,
    async queued(prompt = "Write."): Promise<Execution> {
      return (await control.startTask({ projectId: project.id, agent: agent.name, prompt })).execution;
    },
    async claim(execution: Execution): Promise<Lease> {
      const request = { workerId, agentNames: [agent.name], limit: 1, executionId: execution.id };
      const [claim] = await store.executions.claim(request);
      if (!claim) throw new Error(`execution ${execution.id} was not claimed`);
      return claim.lease;
    },
    async commitTurn(lease: Lease, turn: number): Promise<CheckpointId> {
      const checkpointId = ids.next() as CheckpointId;
      await store.executions.commitTurn(lease, {
        turn,
        entries: [],
        messages: [{ role: "assistant", content: `turn ${turn}` }],
        state: {},
        removed: [],
        reset: false,
        activeMs: turn,
        checkpointId,
        events: [
          { type: "turn.committed", turn },
          { type: "checkpoint.saved", checkpointId, turn },
        ],
      });
      return checkpointId;
    },
  };
}
