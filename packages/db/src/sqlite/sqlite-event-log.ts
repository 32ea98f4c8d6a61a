import type { EventLog, EventQuery, HoldfastEvent } from "@holdfast/core";
import { and, desc, eq, getTableColumns, gt, max, type SQL } from "drizzle-orm";
import { toEvent } from "../rows/event-row.js";
import { events, executions, projects } from "../schema/index.js";
import type { StoreDatabase } from "./store-database.js";

/** The event log on SQLite, whose writers commit one after the other: numbers are in commit order. */
export class SqliteEventLog implements EventLog {
  readonly #last;

  constructor(
    private readonly database: StoreDatabase,
    readonly epoch: string,
  ) {
    this.#last = database.orm
      .select({ seq: max(events.seq) })
      .from(events)
      .prepare();
  }

  read({ after, limit, newest = false, projectId, executionId }: EventQuery): Promise<readonly HoldfastEvent[]> {
    const wanted: (SQL | undefined)[] = [
      gt(events.seq, after),
      projectId && eq(events.projectNumber, this.#numberOf(projects, projectId)),
      executionId && eq(events.executionNumber, this.#numberOf(executions, executionId)),
    ];
    const query = this.database.orm
      .select({ ...getTableColumns(events), projectId: projects.id, executionId: executions.id })
      .from(events)
      .innerJoin(projects, eq(projects.number, events.projectNumber))
      .leftJoin(executions, eq(executions.number, events.executionNumber))
      .where(and(...wanted))
      .orderBy(newest ? desc(events.seq) : events.seq)
      .limit(limit);
    return this.database.transactions.read(() => {
      const found = query.all().map(toEvent);
      return newest ? found.toReversed() : found;
    });
  }

  last(): Promise<number> {
    return this.database.transactions.read(() => this.#last.get()?.seq ?? 0);
  }

  /** As a subquery: what it does not find matches no event. */
  #numberOf<Table extends typeof projects | typeof executions>(table: Table, id: string) {
    return this.database.orm
      .select({ number: table.number })
      .from(table)
      .where(eq(table.id, id as never));
  }
}
