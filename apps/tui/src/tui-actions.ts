import type { Answer, Checkpoint, CheckpointId, CheckpointRef, ExecutionId, HoldfastEvent } from "@holdfast/core";

/** What the screen asks of Holdfast beyond what it is told live. Every method rejects with a sentence for a person. */
export interface TuiActions {
  cancel(executionId: ExecutionId): Promise<unknown>;
  resume(executionId: ExecutionId): Promise<unknown>;
  /** Refused when the execution asks another question by now. */
  answer(executionId: ExecutionId, answer: Answer, questionKey: string): Promise<unknown>;
  /** All checkpoints of an execution. */
  checkpoints(executionId: ExecutionId): Promise<readonly CheckpointRef[]>;
  /** The newest events of an execution, in any order. */
  events(executionId: ExecutionId): Promise<readonly HoldfastEvent[]>;
  /** A checkpoint with its context. */
  checkpoint(id: CheckpointId): Promise<Pick<Checkpoint, "id" | "turn" | "context">>;
}

/** One line of what the demo is doing. */
export interface DemoLine {
  readonly kind: "setup" | "work" | "kill" | "recovery" | "done";
  readonly text: string;
}

/** Runs the demo to its end; it says what it does as it does it, and stops when the signal is aborted. */
export type RunDemo = (say: (line: DemoLine) => void, signal: AbortSignal) => Promise<unknown>;
