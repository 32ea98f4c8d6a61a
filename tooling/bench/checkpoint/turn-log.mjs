import { Control, openSqliteStore, systemClock, ulidSource } from "../holdfast.mjs";
import { turnMessages } from "../turn.mjs";

const hourMs = 3_600_000;

/**
 * A real store whose executions a worker holds, ready to commit turns to.
 *
 * @param {string} folder
 * @param {number} executions how many
 */
export async function openTurnLog(folder, executions) {
  const clock = systemClock();
  const ids = ulidSource(clock);
  const store = await openSqliteStore({ path: `${folder}/holdfast.db`, clock, ids });
  const control = new Control(store);
  const project = await control.createProject({ name: "bench", root: folder });
  await control.createAgent({ projectId: project.id, name: "coder" });
  for (let index = 0; index < executions; index += 1)
    await control.startTask({ projectId: project.id, agent: "coder", prompt: "mend it" });
  const workerId = ids.next();
  const { bootId } = clock;
  const now = { at: new Date(clock.now()).toISOString(), monotonicMs: clock.monotonic(), bootId };
  await store.executions.beat({ workerId, host: "bench", pid: process.pid, leaseMs: hourMs, ...now });
  const claims = await store.executions.claim({ workerId, agentNames: ["coder"], limit: executions });
  return { store, executions: claims.map(({ lease }) => new MeasuredExecution(store, ids, lease)) };
}

class MeasuredExecution {
  #store;
  #ids;
  #lease;
  turn = 0;

  constructor(store, ids, lease) {
    this.#store = store;
    this.#ids = ids;
    this.#lease = lease;
  }

  /** One more turn, with the checkpoint and the events that the engine commits with it. Answers how long it took, in milliseconds. */
  async commit() {
    const turn = (this.turn += 1);
    const messages = turnMessages(turn);
    const started = performance.now();
    const checkpointId = this.#ids.next();
    await this.#store.executions.commitTurn(this.#lease, {
      turn,
      entries: [],
      messages,
      state: {},
      removed: [],
      reset: false,
      activeMs: turn,
      checkpointId,
      events: [
        { type: "turn.committed", turn },
        { type: "checkpoint.saved", checkpointId, turn },
      ],
    });
    return performance.now() - started;
  }

  load() {
    return this.#store.checkpoints.load(this.#lease.executionId, this.turn);
  }
}
