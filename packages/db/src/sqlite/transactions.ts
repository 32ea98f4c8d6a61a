import { HoldfastError } from "@holdfast/core";
import type { Database, Statement } from "better-sqlite3";
import { setImmediate as nextTurn } from "node:timers/promises";
import { retryWhileBusy } from "./retry-while-busy.js";
import { isBusy, storageError } from "./storage-error.js";

interface Job {
  readonly work: () => unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

/** Jobs that share one commit. More would make the others wait long for it. */
const maxGroup = 256;

/**
 * The one writer of a connection. What is asked for in one turn of the event loop is committed together, with one
 * fsync; when one is refused, the group is run again with a savepoint for each job, so that it undoes nothing of its
 * neighbours'. A job is settled when its commit is durable.
 */
export class Transactions {
  readonly #sqlite: Database;
  readonly #limitMs: number;
  readonly #statements: Readonly<
    Record<"begin" | "beginRead" | "commit" | "rollback" | "savepoint" | "undo" | "release", Statement>
  >;
  #queue: Job[] = [];
  #writing: Promise<void> | undefined;
  #closed = false;

  /** @param limitMs how long a job may wait for other processes' locks before it is refused with `storage_busy` */
  constructor(sqlite: Database, limitMs: number) {
    this.#sqlite = sqlite;
    this.#limitMs = limitMs;
    this.#statements = {
      begin: sqlite.prepare("BEGIN IMMEDIATE"),
      beginRead: sqlite.prepare("BEGIN"),
      commit: sqlite.prepare("COMMIT"),
      rollback: sqlite.prepare("ROLLBACK"),
      savepoint: sqlite.prepare("SAVEPOINT job"),
      undo: sqlite.prepare("ROLLBACK TO job"),
      release: sqlite.prepare("RELEASE job"),
    };
  }

  /**
   * Runs the work in a write transaction and resolves to its value once that is durable. The work may run more than
   * once, its last run being the one that counts; it must not wait for anything.
   */
  write<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#closed) return reject(this.#closedError());
      this.#queue.push({ work, resolve, reject });
      this.#writing ??= this.#drain();
    });
  }

  /** Runs the work on one consistent state of the database. */
  async read<T>(work: () => T): Promise<T> {
    if (this.#closed) throw this.#closedError();
    const { beginRead, commit } = this.#statements;
    return retryWhileBusy(this.#sqlite, this.#limitMs, () => {
      try {
        beginRead.run();
        const value = work();
        commit.run();
        return value;
      } catch (error) {
        this.#rollBack();
        throw error;
      }
    });
  }

  /** Refuses further work and resolves when the work under way is done. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#writing;
  }

  async #drain(): Promise<void> {
    do {
      // Whatever else is about to write in this turn of the event loop joins the group.
      await nextTurn();
      await this.#writeGroup(this.#queue.splice(0, maxGroup));
    } while (this.#queue.length > 0);
    this.#writing = undefined;
  }

  async #writeGroup(jobs: readonly Job[]): Promise<void> {
    try {
      const settle = await retryWhileBusy(this.#sqlite, this.#limitMs, () => this.#attempt(jobs));
      settle();
    } catch (error) {
      if (jobs.length === 1 || HoldfastError.is(error, "storage_busy")) {
        for (const { reject } of jobs) reject(error);
        return;
      }
      // The commit as a whole failed, perhaps for what one job wrote: each gets an answer of its own.
      for (const job of jobs) await this.#writeGroup([job]);
    }
  }

  /**
   * One commit; answers how to tell the jobs. Most groups have no job that is refused, so the first try does without
   * savepoints: they cost a tenth of the group.
   *
   * @throws when nothing was committed.
   */
  #attempt(jobs: readonly Job[]): () => void {
    try {
      return this.#commit(jobs, (job) => this.#accept(job));
    } catch (error) {
      if (jobs.length === 1 || isBusy(error)) throw error;
    }
    return this.#commit(jobs, (job) => this.#acceptOrUndo(job));
  }

  #commit(jobs: readonly Job[], run: (job: Job) => () => void): () => void {
    const { begin, commit } = this.#statements;
    try {
      begin.run();
      const verdicts = jobs.map(run);
      commit.run();
      return () => verdicts.forEach((tell) => tell());
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  #accept({ work, resolve }: Job): () => void {
    const value = work() as never;
    return () => resolve(value);
  }

  #acceptOrUndo(job: Job): () => void {
    const { savepoint, undo, release } = this.#statements;
    savepoint.run();
    try {
      const tell = this.#accept(job);
      release.run();
      return tell;
    } catch (error) {
      // A full disk or an I/O error ends the whole transaction; then there is no savepoint to go back to.
      if (!this.#sqlite.inTransaction) throw error;
      undo.run();
      release.run();
      return () => job.reject(storageError(error, this.#sqlite.name));
    }
  }

  #rollBack(): void {
    if (this.#sqlite.inTransaction) this.#statements.rollback.run();
  }

  #closedError(): HoldfastError {
    return new HoldfastError("invalid_state", `The store on ${this.#sqlite.name} is closed.`, {
      details: { path: this.#sqlite.name },
    });
  }
}
