import type { TurnRow } from "@holdfast/core";
import { and, asc, desc, eq, gt, gte, lte, sql } from "drizzle-orm";
import { quarantinedTurns, turns } from "../schema/index.js";
import type { StoreDatabase } from "./store-database.js";

export class TurnRows {
  readonly #insert;
  readonly #between;
  readonly #lastReset;
  readonly #removeAfter;

  constructor(private readonly database: StoreDatabase) {
    const { orm } = database;
    const value = (name: string) => sql.placeholder(name);
    const { executionNumber, turn, messages, state, reset, hash } = turns;
    const ofExecution = eq(executionNumber, value("executionNumber"));
    const after = and(ofExecution, gt(turn, value("turn")));
    this.#insert = orm
      .insert(turns)
      .values({
        executionNumber: value("executionNumber"),
        turn: value("turn"),
        reset: value("reset"),
        hash: value("hash"),
        messages: value("messages"),
        state: value("state"),
      })
      .prepare();
    this.#between = orm
      .select({ turn, messages, state, reset, hash })
      .from(turns)
      .where(and(ofExecution, gte(turn, value("first")), lte(turn, value("last"))))
      .orderBy(asc(turn))
      .prepare();
    this.#lastReset = orm
      .select({ turn })
      .from(turns)
      // As a literal, or SQLite does not see that the index of resets answers it.
      .where(and(ofExecution, lte(turn, value("turn")), sql`${reset} = 1`))
      .orderBy(desc(turn))
      .limit(1)
      .prepare();
    this.#removeAfter = orm.delete(turns).where(after).prepare();
  }

  insert(executionNumber: number, row: TurnRow): void {
    this.#insert.run({ executionNumber, ...row });
  }

  /** In order, both ends included. */
  between(executionNumber: number, first: number, last: number): readonly TurnRow[] {
    return this.#between.all({ executionNumber, first, last });
  }

  /** The newest reset turn up to `turn`. */
  lastReset(executionNumber: number, turn: number): number | undefined {
    return this.#lastReset.get({ executionNumber, turn })?.turn;
  }

  quarantineAfter(executionNumber: number, turn: number, atMs: number): void {
    const columns = sql.raw("execution_number, turn, reset, hash, messages, state");
    this.database.orm.run(
      sql`INSERT INTO ${quarantinedTurns} (${columns}, quarantined_at_ms)
          SELECT ${columns}, ${atMs} FROM ${turns} WHERE execution_number = ${executionNumber} AND turn > ${turn} ORDER BY turn`,
    );
    this.removeAfter(executionNumber, turn);
  }

  removeAfter(executionNumber: number, turn: number): void {
    this.#removeAfter.run({ executionNumber, turn });
  }
}
