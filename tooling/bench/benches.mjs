/**
 * @typedef {object} Bench
 * @property {string} summary
 * @property {string[]} takes the number options it knows, beside --json and --help
 * @property {() => Promise<{ measure: (options: Record<string, number>, report: Report) => Promise<import("./row.mjs").Row[]> }>} load
 *
 * @typedef {(done: number, of: number, doing: string) => void} Report
 */

/** The benches there are. Each is loaded when it is run: it imports what has to be built first. @type {Record<string, Bench>} */
export const benches = {
  checkpoint: {
    summary: "what it costs to commit, keep and load turns, against bare SQLite",
    takes: ["rounds"],
    load: () => import("./checkpoint/measure.mjs"),
  },
  recovery: {
    summary: "how soon a dead worker's execution goes on, and what SIGKILL costs",
    takes: ["rounds", "kills", "seed"],
    load: () => import("./recovery/measure.mjs"),
  },
};
