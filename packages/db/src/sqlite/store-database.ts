import type { Clock, IdSource } from "@holdfast/core";
import type { Database } from "better-sqlite3";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import type { Transactions } from "./transactions.js";
import type { UnreadableRows } from "./unreadable-rows.js";

/**
 * What the stores share: one connection, its one writer, and time and ids from outside. What runs in every turn is SQL
 * prepared once on `sqlite`; the rest is built with `orm` when it is needed.
 */
export interface StoreDatabase {
  readonly sqlite: Database;
  readonly orm: BetterSQLite3Database;
  readonly transactions: Transactions;
  readonly unreadable: UnreadableRows;
  readonly clock: Clock;
  readonly ids: IdSource;
}
