import { encodeJson, type EventBody } from "@holdfast/core";
import { sql } from "drizzle-orm";
import { events } from "../schema/index.js";
import type { StoreDatabase } from "./store-database.js";

/** Appends to the event log, within the transaction of the change that the events tell of. */
export class EventWriter {
  readonly #insert;

  constructor(private readonly database: StoreDatabase) {
    this.#insert = database.orm
      .insert(events)
      .values({
        atMs: sql.placeholder("atMs"),
        projectNumber: sql.placeholder("projectNumber"),
        executionNumber: sql.placeholder("executionNumber"),
        body: sql.placeholder("body"),
      })
      .prepare();
  }

  /** @throws `invalid_input` naming what is not JSON */
  append(projectNumber: number, executionNumber: number | null, bodies: readonly EventBody[]): void {
    const atMs = this.database.clock.now();
    for (const [index, event] of bodies.entries()) {
      this.#insert.run({ atMs, projectNumber, executionNumber, body: encodeJson(event, `events[${index}]`) });
    }
  }
}
