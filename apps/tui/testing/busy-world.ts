import type { Execution, Heartbeat, ProjectId } from "@holdfast/core";
import {
  agentNames,
  at,
  id,
  inStatus,
  prompts,
  sampleAgent,
  sampleCheckpoint,
  sampleHeartbeat,
  sampleProject,
  sampleRunning,
  sampleTask,
  type Running,
} from "./sample-rows.js";
import { SampleWorld } from "./sample-world.js";

export interface BusyOptions {
  readonly projects: number;
  readonly executions: number;
  readonly nowMs: number;
}

/** How often the workers of a busy world beat. */
export const busyBeatMs = 5_000;

const others = ["waiting", "failed", "halted", "queued", "completed", "completed", "cancelled", "abandoned"] as const;

/** Many executions at work, the same ones at the same turns each time. */
export class BusyWorld extends SampleWorld {
  readonly #running: Running[] = [];
  #next = 0;

  constructor({ projects, executions, nowMs }: BusyOptions) {
    super();
    const all: Execution[] = [];
    const beats: Heartbeat[] = [];
    for (let number = 0; number < executions; number += 1) {
      const running = sampleRunning(number, number % projects, 1 + ((number * 7) % 40), nowMs);
      const other = number % 4 === 3 ? others[Math.floor(number / 4) % others.length] : undefined;
      all.push(other === undefined ? running : inStatus(running, other, nowMs));
      if (other !== undefined) continue;
      this.#running.push(running);
      beats.push(sampleHeartbeat(running, nowMs - (isSilent(running) ? 55_000 : (number % 4) * 1_300)));
    }
    this.open({
      projects: Array.from({ length: projects }, (_, number) => sampleProject(number, nowMs)),
      agents: Array.from({ length: projects }, (_, project) =>
        agentNames.map((__, number) => sampleAgent(project, number, nowMs)),
      ).flat(),
      tasks: all.map(({ projectId }, number) =>
        sampleTask(
          number,
          Number(projectId.slice(4)),
          prompts[(number * 7 + Math.floor(number / 10)) % prompts.length] ?? "",
          nowMs,
        ),
      ),
      executions: all,
      heartbeats: beats,
    });
  }

  /** One execution gets on by a turn. */
  progress(nowMs: number): void {
    // Those that come earlier are faster.
    const index = Math.floor(((this.#next * 0.618_034) % 1) ** 1.7 * this.#running.length);
    this.#next += 1;
    const before = this.#running[index];
    if (!before || isSilent(before)) return;
    const { usage, turn } = before;
    const execution = {
      ...before,
      turn: turn + 1,
      progressAt: at(nowMs),
      usage: { ...usage, inputTokens: usage.inputTokens + 2_400, outputTokens: usage.outputTokens + 310 },
    };
    this.#running[index] = execution;
    const checkpoint = sampleCheckpoint(execution, execution.turn, nowMs);
    this.event(
      id<ProjectId>("P", Number(execution.projectId.slice(4))),
      { type: "checkpoint.saved", checkpointId: checkpoint.id, turn: execution.turn },
      { execution, checkpoint },
      nowMs,
    );
  }

  /** All workers but the silent one, and those left out, give a sign of life; not all at the same moment. */
  beat(nowMs: number, leftOut: (worker: number) => boolean = () => false): void {
    const alive = this.#running.filter((execution) => !isSilent(execution) && !leftOut(workerOf(execution)));
    const heartbeats = alive.map((execution) => sampleHeartbeat(execution, nowMs - (workerOf(execution) % 4) * 700));
    this.say({ type: "heartbeats", at: at(nowMs), heartbeats });
  }
}

function workerOf({ workerId }: Running): number {
  return Number(workerId.slice(4));
}

/** One worker is not heard of, as happens. */
function isSilent(execution: Running): boolean {
  return workerOf(execution) === 6;
}
