import { HoldfastError } from "../errors/holdfast-error.js";
import { TurnJournal } from "../journal/turn-journal.js";
import { retryWhileHeld } from "../leases/retry-while-held.js";
import type { ExecutionChange } from "../models/execution-change.js";
import type { Failure } from "../models/failure.js";
import type { Json } from "../models/json.js";
import type { LoadedContext } from "../ports/checkpoint-store.js";
import type { ChangeOptions, Claim } from "../ports/execution-store.js";
import { checkpointRecovery } from "../recovery/checkpoint-recovery.js";
import { failureOf, isTransient } from "../recovery/failure.js";
import { newestGoodContext } from "../recovery/newest-good-context.js";
import { fingerprintOf, noticeMessage, type AgentDefinition } from "./agent-definition.js";
import type { EnginePorts } from "./engine-ports.js";
import { ExecutionRun } from "./execution-run.js";
import { failureBehind, recordInterruption } from "./interruption.js";
import { wait } from "../ports/clock.js";
import { RunStop, type StopReason } from "./run-stop.js";

/** How a run ended, as far as its worker is concerned. */
export type RunOutcome =
  | "completed"
  | "failed"
  | "retrying"
  | "parked"
  | "halted"
  | "released"
  | "fell_back"
  | "lease_lost";

/** A passing failure, such as a model that is down, is tried again for about a quarter of an hour. */
const firstRetryMs = 1_000;
const maxRetryMs = 60_000;
const maxRetries = 20;
/** How long an agent may take to stop once it has reached a bound. */
const heedMs = 5_000;

/**
 * The one run path: a first run and a resumed one, after whatever interruption, go through the same steps with the
 * same limits, callbacks and records. Load (or recover), run the agent's code, write down how it ended.
 */
export class ExecutionRunner {
  #run: ExecutionRun | undefined;
  #stopAt: "turn" | "call" | undefined;
  #stopNow: StopReason | undefined;

  constructor(
    private readonly ports: EnginePorts,
    private readonly definition: AgentDefinition,
    readonly claim: Claim,
  ) {}

  stopAt(boundary: "turn" | "call"): void {
    this.#stopAt = boundary;
    this.#run?.stopAt(boundary);
  }

  stopNow(reason: StopReason): void {
    this.#stopNow ??= reason;
    this.#run?.stopNow(reason);
  }

  /** Runs the claimed execution to its end or its next stop. Never throws: what goes wrong is the outcome. */
  async run(): Promise<RunOutcome> {
    try {
      return await this.#execute();
    } catch (error) {
      return this.#end(error);
    }
  }

  async #execute(): Promise<RunOutcome> {
    const { ports, definition, claim } = this;
    const { store, log } = ports;
    const { execution, lease, cause } = claim;
    if (cause !== "new") {
      const { workerId, fence, attempts } = execution;
      await store.executions.note(lease, [{ type: "execution.resume_started", workerId, fence, attempt: attempts }]);
    } else if (definition.notCheckpointable) {
      log.warn(
        { agent: definition.name, reason: definition.notCheckpointable },
        "this agent's loop cannot be checkpointed",
      );
      await store.executions.note(lease, [
        { type: "execution.loop_not_checkpointable", reason: definition.notCheckpointable },
      ]);
    }

    const start = await this.#load(failureBehind(claim));
    if (!start) return "fell_back";
    const { loaded, lostTurns } = start;
    const definitionChanged = this.#definitionChanged();

    const journal = new TurnJournal(
      lease,
      { record: (held, write) => this.#persist(() => store.executions.record(held, write)) },
      await store.executions.journal(execution.id),
    );
    await recordInterruption(claim, journal, { turn: loaded.turn + 1, lostTurns, definitionChanged });
    if (claim.fingerprint !== fingerprintOf(definition))
      await store.executions.setFingerprint(lease, fingerprintOf(definition));
    if (cause !== "new")
      await store.executions.note(lease, [{ type: "execution.resume_completed", turn: loaded.turn }]);

    const run = new ExecutionRun(ports, {
      claim,
      context: loaded.context,
      turn: loaded.turn,
      journal,
      noticeMessage: (text) => noticeMessage(definition, text),
    });
    this.#run = run;
    if (this.#stopAt) run.stopAt(this.#stopAt);
    if (this.#stopNow) run.stopNow(this.#stopNow);
    return this.#runAgent(run);
  }

  async #runAgent(run: ExecutionRun): Promise<RunOutcome> {
    const { clock, config, probe } = this.ports;
    const { timeoutMs } = run.settings;
    const timeout =
      timeoutMs === null
        ? undefined
        : clock.schedule(Math.max(0, timeoutMs - run.activeMs), () => run.stopNow({ kind: "halted", halt: "timeout" }));
    try {
      if (run.stopped) throw new RunStop(run.stopped);
      const result = (await this.#untilHalted(run, this.#runToEnd(run))) ?? null;
      await this.#persist(() => run.flush());
      await probe("execution.finishing", { turn: run.turn, subject: "result" });
      await this.#change({ type: "complete", result }, config.retention === "remove" ? { discard: "retention" } : {});
      return "completed";
    } catch (error) {
      throw run.stopped && !(error instanceof RunStop) ? new RunStop(run.stopped) : error;
    } finally {
      timeout?.cancel();
    }
  }

  /** The agent's own code, and all that it set going: an execution that is given back must not act here any more. */
  async #runToEnd(run: ExecutionRun): Promise<Json | void> {
    const [ended] = await Promise.allSettled([this.definition.run(run)]);
    await run.settled();
    if (run.stopped) throw new RunStop(run.stopped);
    if (ended.status === "rejected") throw ended.reason;
    return ended.value;
  }

  /** A run that has reached its bound ends even if its agent does not heed the signal. */
  async #untilHalted<T>(run: ExecutionRun, agent: Promise<T>): Promise<T> {
    const { clock, log } = this.ports;
    const over = new AbortController();
    const overdue = new Promise<never>((_, reject) => {
      run.signal.addEventListener("abort", () => {
        const { stopped } = run;
        if (stopped?.kind !== "halted") return;
        wait(clock, heedMs, over.signal).then(
          () => {
            log.warn({ executionId: run.executionId }, "the agent does not heed its signal; the run ends without it");
            reject(new RunStop(stopped));
          },
          () => {},
        );
      });
    });
    return Promise.race([agent, overdue]).finally(() => over.abort());
  }

  /** The context to run on from; undefined when the fallback strategy took the task over. */
  async #load(failure: Failure | undefined): Promise<{ loaded: LoadedContext; lostTurns: number } | undefined> {
    const { ports, claim, definition } = this;
    const { turn } = claim.execution;
    if (failure) {
      const strategy = definition.recovery ?? checkpointRecovery();
      const decision = await strategy.recover(ports, claim, failure);
      if ("loaded" in decision) return { loaded: decision.loaded, lostTurns: turn - decision.loaded.turn };
      const { reason, reassigned } = decision.result;
      await this.#change(
        { type: "abandon", failure: decision.failure },
        {
          discard: decision.keep ? undefined : "abandoned",
          reassignTo: decision.reassignTo,
          events: [{ type: "recovery.fell_back", reason, reassigned }],
        },
      );
      return undefined;
    }
    const good = await newestGoodContext(ports, claim);
    if (good) return good;
    throw new HoldfastError("checkpoint_corrupt", `Execution ${claim.execution.id} has no good checkpoint left.`, {
      details: { turn },
    });
  }

  /** @throws `agent_changed` when the definition refuses to go on with another's work. */
  #definitionChanged(): boolean {
    const { claim, definition } = this;
    const changed = claim.fingerprint !== null && claim.fingerprint !== fingerprintOf(definition);
    if (!changed || definition.onChange !== "refuse") return changed;
    throw new HoldfastError(
      "agent_changed",
      `Agent ${definition.name} is not the one that started execution ${claim.execution.id}; its definition refuses to go on with another.`,
    );
  }

  /** Writes down how a run ended that did not complete. */
  async #end(error: unknown): Promise<RunOutcome> {
    const reason = stopReasonOf(error);
    if (reason?.kind === "lease_lost") return "lease_lost";
    try {
      return reason ? await this.#endStopped(reason) : await this.#endFailed(error);
    } catch (cause) {
      if (reason && !HoldfastError.is(cause, "lease_lost")) return this.#end(cause);
      // The lease is gone or storage is. Whoever claims the execution next goes on from the journal.
      this.ports.log.error({ err: cause, executionId: this.claim.execution.id }, "could not record how the run ended");
      return "lease_lost";
    }
  }

  async #endStopped(reason: Exclude<StopReason, { kind: "lease_lost" }>): Promise<RunOutcome> {
    await this.#persist(async () => this.#run?.flush());
    switch (reason.kind) {
      case "shutdown":
        await this.#change({ type: "queue", reason: "released" });
        return "released";
      case "parked":
        await this.#change({ type: "wait", question: reason.question });
        return "parked";
      case "halted":
        await this.#change({ type: "halt", halt: reason.halt });
        return "halted";
    }
  }

  async #endFailed(error: unknown): Promise<RunOutcome> {
    const { clock, log } = this.ports;
    const { execution, cause } = this.claim;
    const failure = failureOf(error);
    log.error({ err: error, executionId: execution.id, category: failure.category }, "execution failed");
    const options = cause === "new" ? {} : { events: [{ type: "execution.resume_failed" as const, failure }] };
    const retries = (cause === "retry" ? (this.claim.failure?.retries ?? 0) : 0) + 1;
    if (!isTransient(error) || retries > maxRetries) {
      await this.#change({ type: "fail", failure }, options);
      return "failed";
    }
    const notBefore = clock.now() + Math.min(firstRetryMs * 2 ** (retries - 1), maxRetryMs);
    await this.#change({ type: "queue", reason: "retry", notBefore, failure: { ...failure, retries } }, options);
    return "retrying";
  }

  async #change(change: ExecutionChange, options: ChangeOptions = {}): Promise<void> {
    const { lease, execution } = this.claim;
    await this.#persist(() =>
      this.ports.store.executions.change(execution.id, change, { ...options, lease, activeMs: this.#run?.activeMs }),
    );
  }

  #persist<T>(write: () => Promise<T>): Promise<T> {
    return retryWhileHeld(this.ports, write);
  }
}

function stopReasonOf(error: unknown): StopReason | undefined {
  if (error instanceof RunStop) return error.reason;
  return HoldfastError.is(error, "lease_lost") ? { kind: "lease_lost" } : undefined;
}
