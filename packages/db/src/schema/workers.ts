import type { WorkerId } from "@holdfast/core";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Processes that run executions. One row renews the leases of everything its worker runs. */
export const workers = sqliteTable("workers", {
  number: integer("number").primaryKey(),
  id: text("id").$type<WorkerId>().notNull().unique(),
  host: text("host").notNull(),
  pid: integer("pid").notNull(),
  beatAtMs: integer("beat_at_ms").notNull(),
  leaseMs: integer("lease_ms").notNull(),
  /** On the monotonic clock of the boot. */
  leaseUntilMonotonicMs: integer("lease_until_monotonic_ms").notNull(),
  bootId: text("boot_id").notNull(),
  /** Executions ever taken from it. */
  revocations: integer("revocations").notNull().default(0),
});
