import { type ExecutionId, type ExecutionStatus, type Lease, leaseLost, notFound, type Usage } from "@holdfast/core";
import type { Statement } from "better-sqlite3";
import { and, eq } from "drizzle-orm";
import type { SQLiteUpdateSetSource } from "drizzle-orm/sqlite-core";
import { executions } from "../schema/index.js";
import type { StoreDatabase } from "./store-database.js";

/** What a write needs to know of an execution's row. */
export interface ExecutionHead {
  readonly number: number;
  readonly projectNumber: number;
  readonly status: ExecutionStatus;
  readonly fence: number;
  readonly turn: number;
  readonly oldestTurn: number;
  readonly lastHash: Buffer;
}

/** What a committed turn moves. */
export interface Progress {
  readonly turn: number;
  readonly hash: Buffer;
  readonly activeMs: number;
  readonly atMs: number;
  readonly usage: Usage;
}

type UsageValues = [inputTokens: number, outputTokens: number, costMicroUsd: number];
type FenceValues = [number: number, fence: number];

const addUsage =
  "input_tokens = input_tokens + ?, output_tokens = output_tokens + ?, cost_micro_usd = cost_micro_usd + ?";
const underFence = "WHERE number = ? AND fence = ? AND status = 'running'";

/** Writes to executions that run. Each carries its fence: a row that no longer runs under it is not touched. */
export class FencedWrites {
  readonly #head: Statement<[id: string], ExecutionHead>;
  readonly #addUsage: Statement<[...UsageValues, ...FenceValues]>;
  readonly #progress: Statement<
    [turn: number, lastHash: Buffer, progressAtMs: number, activeMs: number, ...UsageValues, ...FenceValues]
  >;

  constructor(private readonly database: StoreDatabase) {
    const { sqlite } = database;
    this.#head = sqlite.prepare(
      `SELECT number, project_number AS projectNumber, status, fence, turn, oldest_turn AS oldestTurn,
         last_hash AS lastHash
       FROM executions WHERE id = ?`,
    );
    this.#addUsage = sqlite.prepare(`UPDATE executions SET ${addUsage} ${underFence}`);
    this.#progress = sqlite.prepare(
      `UPDATE executions
       SET turn = ?, last_hash = ?, progress_at_ms = ?, active_ms = ?, attempts = 0, ${addUsage} ${underFence}`,
    );
  }

  /** @throws `not_found` */
  head(id: ExecutionId): ExecutionHead {
    const head = this.#head.get(id);
    if (!head) throw notFound("execution", id);
    return head;
  }

  /** The execution that the lease gives the right to write to. @throws `lease_lost` */
  held(lease: Lease): ExecutionHead {
    const head = this.#head.get(lease.executionId);
    if (head?.fence !== lease.fence || head.status !== "running") throw leaseLost(lease);
    return head;
  }

  addUsage(lease: Lease, { number }: ExecutionHead, { inputTokens, outputTokens, costMicroUsd }: Usage): void {
    assertWritten(lease, this.#addUsage.run(inputTokens, outputTokens, costMicroUsd, number, lease.fence));
  }

  progress(lease: Lease, { number }: ExecutionHead, { turn, hash, atMs, activeMs, usage }: Progress): void {
    const { inputTokens, outputTokens, costMicroUsd } = usage;
    const used: UsageValues = [inputTokens, outputTokens, costMicroUsd];
    assertWritten(lease, this.#progress.run(turn, hash, atMs, activeMs, ...used, number, lease.fence));
  }

  setFingerprint(lease: Lease, head: ExecutionHead, fingerprint: string): void {
    this.#set(lease, head, { fingerprint });
  }

  /** @param hash of the turn gone back to */
  rewind(lease: Lease, head: ExecutionHead, turn: number, hash: string): void {
    this.#set(lease, head, { turn, lastHash: hash });
  }

  #set(lease: Lease, { number }: ExecutionHead, columns: SQLiteUpdateSetSource<typeof executions>): void {
    const held = and(
      eq(executions.number, number),
      eq(executions.fence, lease.fence),
      eq(executions.status, "running"),
    );
    assertWritten(lease, this.database.orm.update(executions).set(columns).where(held).run());
  }
}

function assertWritten(lease: Lease, { changes }: { readonly changes: number }): void {
  if (changes === 0) throw leaseLost(lease);
}
