import { noRows, reduceAll, type ConnectionState, type LiveRows, type LiveView } from "@holdfast/client";
import type { Agent, EventBody, Execution, Heartbeat, Project, ProjectId, Task, WatchMessage } from "@holdfast/core";
import type { LiveSource } from "../src/live/live-source.js";
import { at } from "./sample-rows.js";

export interface SampleRows {
  readonly projects?: readonly Project[];
  readonly agents?: readonly Agent[];
  readonly tasks?: readonly Task[];
  readonly executions?: readonly Execution[];
  readonly heartbeats?: readonly Heartbeat[];
}

type EventRows = Omit<Extract<WatchMessage, { type: "event" }>, "type" | "event">;

/** A live source that says what it is told to say, through the client's own reducer. */
export class SampleWorld implements LiveSource {
  readonly #listeners = new Set<() => void>();
  #rows: LiveRows = noRows;
  #connection: ConnectionState = { status: "connecting" };
  #view: LiveView = { ...noRows, connection: this.#connection, error: null };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): LiveView => this.#view;

  /** The first thing a server tells. */
  open(rows: SampleRows = {}): void {
    this.#connection = { status: "open" };
    const snapshot = {
      epoch: "sample",
      seq: 1,
      projects: [],
      agents: [],
      tasks: [],
      executions: [],
      heartbeats: [],
      ...rows,
    };
    this.say({ type: "snapshot", reason: "first", snapshot });
  }

  event(projectId: ProjectId, body: EventBody, rows: EventRows, nowMs: number): void {
    const executionId = rows.execution?.id ?? rows.checkpoint?.executionId ?? null;
    this.say({
      type: "event",
      event: { seq: this.#rows.seq + 1, at: at(nowMs), projectId, executionId, body },
      ...rows,
    });
  }

  say(...messages: readonly WatchMessage[]): void {
    this.#rows = reduceAll(this.#rows, messages);
    this.#tell();
  }

  connection(connection: ConnectionState): void {
    this.#connection = connection;
    this.#tell();
  }

  #tell(): void {
    this.#view = { ...this.#rows, connection: this.#connection, error: null };
    for (const listener of this.#listeners) listener();
  }
}
