import { encodeJson, type EventBody } from "@holdfast/core";
import type { Statement } from "better-sqlite3";
import type { StoreDatabase } from "./store-database.js";

/** Appends to the event log, within the transaction of the change that the events tell of. */
export class EventWriter {
  readonly #insert: Statement<[atMs: number, projectNumber: number, executionNumber: number | null, body: string]>;

  constructor(private readonly database: StoreDatabase) {
    this.#insert = database.sqlite.prepare(
      "INSERT INTO events (at_ms, project_number, execution_number, body) VALUES (?, ?, ?, ?)",
    );
  }

  /** @throws `invalid_input` naming what is not JSON */
  append(projectNumber: number, executionNumber: number | null, bodies: readonly EventBody[]): void {
    const atMs = this.database.clock.now();
    for (const [index, event] of bodies.entries()) {
      this.#insert.run(atMs, projectNumber, executionNumber, encodeJson(event, `events[${index}]`));
    }
  }
}
