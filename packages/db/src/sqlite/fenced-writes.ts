import { type ExecutionId, type Lease, leaseLost, notFound, type Usage } from "@holdfast/core";
import { and, eq, type Placeholder, sql } from "drizzle-orm";
import type { SQLiteUpdateSetSource } from "drizzle-orm/sqlite-core";
import { executions } from "../schema/index.js";
import type { StoreDatabase } from "./store-database.js";

/** What a write needs to know of an execution's row. */
export type ExecutionHead = Pick<
  typeof executions.$inferSelect,
  "number" | "projectNumber" | "status" | "fence" | "turn" | "oldestTurn" | "lastHash"
>;

/** What a committed turn moves. */
export interface Progress {
  readonly turn: number;
  readonly hash: string;
  readonly activeMs: number;
  readonly atMs: number;
  readonly usage: Usage;
}

/** Writes to executions that run. Each carries its fence: a row that no longer runs under it is not touched. */
export class FencedWrites {
  readonly #head;
  readonly #addUsage;
  readonly #progress;

  constructor(private readonly database: StoreDatabase) {
    const { orm } = database;
    const { number, projectNumber, status, fence, turn, oldestTurn, lastHash } = executions;
    const value = (name: string) => sql`${sql.placeholder(name)}`;
    const running = runningUnder(sql.placeholder("number"), sql.placeholder("fence"));
    const added = {
      inputTokens: sql`${executions.inputTokens} + ${sql.placeholder("inputTokens")}`,
      outputTokens: sql`${executions.outputTokens} + ${sql.placeholder("outputTokens")}`,
      costMicroUsd: sql`${executions.costMicroUsd} + ${sql.placeholder("costMicroUsd")}`,
    };
    this.#head = orm
      .select({ number, projectNumber, status, fence, turn, oldestTurn, lastHash })
      .from(executions)
      .where(eq(executions.id, sql.placeholder("id")))
      .prepare();
    this.#addUsage = orm.update(executions).set(added).where(running).prepare();
    this.#progress = orm
      .update(executions)
      .set({
        ...added,
        turn: value("turn"),
        lastHash: value("lastHash"),
        progressAtMs: value("atMs"),
        activeMs: value("activeMs"),
        attempts: 0,
      })
      .where(running)
      .prepare();
  }

  /** @throws `not_found` */
  head(id: ExecutionId): ExecutionHead {
    const head = this.#head.get({ id });
    if (!head) throw notFound("execution", id);
    return head;
  }

  /** The execution that the lease gives the right to write to. @throws `lease_lost` */
  held(lease: Lease): ExecutionHead {
    const head = this.#head.get({ id: lease.executionId });
    if (head?.fence !== lease.fence || head.status !== "running") throw leaseLost(lease);
    return head;
  }

  addUsage(lease: Lease, { number }: ExecutionHead, usage: Usage): void {
    assertWritten(lease, this.#addUsage.run({ number, fence: lease.fence, ...usage }));
  }

  progress(lease: Lease, { number }: ExecutionHead, { turn, hash, activeMs, atMs, usage }: Progress): void {
    const lastHash = Buffer.from(hash, "hex");
    assertWritten(lease, this.#progress.run({ number, fence: lease.fence, turn, lastHash, activeMs, atMs, ...usage }));
  }

  setFingerprint(lease: Lease, head: ExecutionHead, fingerprint: string): void {
    this.#set(lease, head, { fingerprint });
  }

  /** @param hash of the turn gone back to */
  rewind(lease: Lease, head: ExecutionHead, turn: number, hash: string): void {
    this.#set(lease, head, { turn, lastHash: hash, attemptTurn: sql`min(${executions.attemptTurn}, ${turn})` });
  }

  #set(lease: Lease, { number }: ExecutionHead, columns: SQLiteUpdateSetSource<typeof executions>): void {
    const { orm } = this.database;
    assertWritten(lease, orm.update(executions).set(columns).where(runningUnder(number, lease.fence)).run());
  }
}

function runningUnder(number: number | Placeholder, fence: number | Placeholder) {
  return and(eq(executions.number, number), eq(executions.fence, fence), eq(executions.status, "running"));
}

function assertWritten(lease: Lease, { changes }: { readonly changes: number }): void {
  if (changes === 0) throw leaseLost(lease);
}
