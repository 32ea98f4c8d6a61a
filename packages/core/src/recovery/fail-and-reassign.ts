import type { Agent } from "../models/agent.js";
import type { Failure } from "../models/failure.js";
import type { Claim } from "../ports/execution-store.js";
import type { RecoveryDecision, RecoveryPorts, RecoveryStrategy } from "./recovery-strategy.js";

export interface FailAndReassignOptions {
  /** How often a task is handed on in all. Default 1. */
  readonly maxReassignments?: number;
  /** Picks who gets the task; default: the project's oldest other agent. */
  readonly choose?: (agents: readonly Agent[], claim: Claim) => Agent | undefined;
}

/**
 * Gives the execution up: its task is marked failed with the reason and, a bounded number of times, offered to another
 * agent as a new execution. What the dead execution stored is removed, except when storage itself was at fault.
 */
export function failAndReassign(options: FailAndReassignOptions = {}): RecoveryStrategy {
  const { maxReassignments = 1, choose = oldestOther } = options;
  return {
    async recover(ports: RecoveryPorts, claim: Claim, failure: Failure): Promise<RecoveryDecision> {
      const { execution, task } = claim;
      const agents =
        task.reassignments < maxReassignments ? await ports.store.projects.agents(execution.projectId) : [];
      const successor = choose(agents, claim);
      const { category, message: reason } = failure;
      return {
        result: { outcome: "fell_back", category, reason, reassigned: successor !== undefined },
        failure,
        reassignTo: successor?.id,
        keep: category === "storage",
      };
    },
  };
}

function oldestOther(agents: readonly Agent[], claim: Claim): Agent | undefined {
  return agents.find((agent) => agent.id !== claim.execution.agentId);
}
