import { assertIdempotencyKey, idempotencyConflict, requestText, type WriteOptions } from "@holdfast/core";
import { eq, sql } from "drizzle-orm";
import { jsonOf } from "../rows/stored-value.js";
import { idempotencyKeys } from "../schema/index.js";
import type { StoreDatabase } from "./store-database.js";

/** Writes that can be asked for again under their key. */
export class IdempotentWrites {
  readonly #earlier;

  constructor(private readonly database: StoreDatabase) {
    this.#earlier = database.orm
      .select()
      .from(idempotencyKeys)
      .where(eq(idempotencyKeys.key, sql.placeholder("key")))
      .prepare();
  }

  /**
   * Writes once: a repeat with an equal input is given the first answer and writes nothing.
   *
   * @throws `idempotency_conflict` when the key was used for another request; `invalid_input` for a malformed key.
   */
  async once<T>(operation: string, input: object, options: WriteOptions | undefined, write: () => T): Promise<T> {
    const { transactions } = this.database;
    const key = options?.idempotencyKey;
    if (key === undefined) return transactions.write(write);
    assertIdempotencyKey(key);
    const request = requestText(operation, input);
    return transactions.write(() => {
      const earlier = this.#earlier.get({ key });
      if (earlier && earlier.request !== request) throw idempotencyConflict(key);
      if (earlier) return jsonOf(earlier.answer) as T;
      const answer = write();
      const createdAtMs = this.database.clock.now();
      this.database.orm
        .insert(idempotencyKeys)
        .values({ key, request, answer: JSON.stringify(answer), createdAtMs })
        .run();
      return answer;
    });
  }
}
