import type { Clock, IdSource } from "@holdfast/core";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import type { Transactions } from "./transactions.js";

/** What the stores share: one connection, its one writer, and time and ids from outside. */
export interface StoreDatabase {
  readonly orm: BetterSQLite3Database;
  readonly transactions: Transactions;
  readonly clock: Clock;
  readonly ids: IdSource;
}
