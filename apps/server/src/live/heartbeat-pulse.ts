import type { Clock, ExecutionId, ExecutionStore, Heartbeat, Log, ProjectId } from "@holdfast/core";

export interface HeartbeatPulseOptions {
  readonly executions: Pick<ExecutionStore, "heartbeats">;
  readonly clock: Clock;
  readonly log: Log;
  readonly intervalMs: number;
}

export interface PulseFollower {
  /** The latest beats that changed since they were last taken; none until the pulse has called. */
  take(): readonly Heartbeat[];
  close(): void;
}

/** What followers of the same project, or of all, share. */
interface Channel {
  readonly projectId: ProjectId | undefined;
  readonly followers: Set<{ seen: number; due: boolean; readonly onBeat: () => void }>;
  readonly beats: Map<ExecutionId, { readonly heartbeat: Heartbeat; readonly version: number }>;
  /** Raised with every change of the beats. */
  version: number;
  /** The beats that changed with the present version. */
  newest: readonly Heartbeat[];
}

/** Reads heartbeats for all watchers with one timer, and tells each of the latest ones only, however slow it is. */
export class HeartbeatPulse {
  readonly #options: HeartbeatPulseOptions;
  readonly #channels = new Map<ProjectId | undefined, Channel>();
  #timer: { cancel(): void } | undefined;

  constructor(options: HeartbeatPulseOptions) {
    this.#options = options;
  }

  /** @param onBeat called when there is something to take, at most once an interval. */
  follow(projectId: ProjectId | undefined, onBeat: () => void): PulseFollower {
    const channel = this.#channels.get(projectId) ?? {
      projectId,
      followers: new Set(),
      beats: new Map(),
      version: 0,
      newest: [],
    };
    this.#channels.set(projectId, channel);
    const follower = { seen: 0, due: false, onBeat };
    channel.followers.add(follower);
    if (!this.#timer) this.#schedule();
    return {
      take() {
        if (!follower.due) return [];
        const { seen } = follower;
        follower.due = false;
        follower.seen = channel.version;
        return beatsSince(channel, seen);
      },
      close: () => {
        channel.followers.delete(follower);
        if (channel.followers.size === 0 && this.#channels.get(projectId) === channel) this.#channels.delete(projectId);
        if (this.#channels.size === 0) this.close();
      },
    };
  }

  close(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#channels.clear();
  }

  #schedule(): void {
    const { clock, intervalMs } = this.#options;
    this.#timer = clock.schedule(intervalMs, () => void this.#beat());
  }

  async #beat(): Promise<void> {
    const { executions, log } = this.#options;
    const timer = this.#timer;
    for (const channel of this.#channels.values()) {
      try {
        update(channel, await executions.heartbeats(channel.projectId));
      } catch (error) {
        log.warn({ err: error }, "could not read heartbeats; trying again");
      }
    }
    // Closed, and perhaps started anew, while it was reading.
    if (this.#timer === timer) this.#schedule();
  }
}

function update(channel: Channel, heartbeats: readonly Heartbeat[]): void {
  const version = channel.version + 1;
  const gone = new Set(channel.beats.keys());
  const changed: Heartbeat[] = [];
  for (const heartbeat of heartbeats) {
    gone.delete(heartbeat.executionId);
    const known = channel.beats.get(heartbeat.executionId)?.heartbeat;
    if (known?.lastHeartbeatAt === heartbeat.lastHeartbeatAt && known.workerId === heartbeat.workerId) continue;
    channel.beats.set(heartbeat.executionId, { heartbeat, version });
    changed.push(heartbeat);
  }
  // That an execution stopped is an event; here it is only forgotten.
  for (const executionId of gone) channel.beats.delete(executionId);
  if (changed.length > 0) {
    channel.version = version;
    channel.newest = changed;
  }
  for (const follower of channel.followers) {
    if (follower.seen === channel.version) continue;
    follower.due = true;
    follower.onBeat();
  }
}

function beatsSince(channel: Channel, seen: number): readonly Heartbeat[] {
  if (seen === channel.version - 1) return channel.newest;
  return [...channel.beats.values()].filter(({ version }) => version > seen).map(({ heartbeat }) => heartbeat);
}
