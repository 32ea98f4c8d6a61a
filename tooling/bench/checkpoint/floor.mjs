import { Sqlite } from "../sqlite.mjs";
import { turnMessages } from "../turn.mjs";

/** The least that durable bytes cost: better-sqlite3, one table, one prepared statement, every commit fsynced. */
export class Floor {
  #sqlite;
  #insert;
  #read;

  /** @param {string} folder */
  constructor(folder) {
    this.#sqlite = new Sqlite(`${folder}/floor.db`);
    this.#sqlite.pragma("journal_mode = WAL");
    this.#sqlite.pragma("synchronous = FULL");
    this.#sqlite.exec("CREATE TABLE rows (id INTEGER PRIMARY KEY, body TEXT NOT NULL)");
    this.#insert = this.#sqlite.prepare("INSERT INTO rows (body) VALUES (?)");
    this.#read = this.#sqlite.prepare("SELECT body FROM rows WHERE id = ?").pluck();
  }

  /** Commits a turn's bytes as one row. Answers how long it took, in milliseconds. @param {number} turn */
  commit(turn) {
    const body = JSON.stringify(turnMessages(turn));
    const started = performance.now();
    this.#insert.run(body);
    return performance.now() - started;
  }

  /** Keeps a whole context as one row. Answers its id. @param {unknown} context */
  keep(context) {
    return this.#insert.run(JSON.stringify(context)).lastInsertRowid;
  }

  /** Reads it back. @param {number | bigint} id */
  load(id) {
    return JSON.parse(this.#read.get(id));
  }

  close() {
    this.#sqlite.close();
  }
}
