import { HoldfastError } from "../errors/holdfast-error.js";
import { isPassingStorageError } from "../errors/storage-errors.js";
import { idempotencyKey } from "../journal/idempotency-key.js";
import { effectsOf } from "../journal/settle-call.js";
import type { TurnJournal } from "../journal/turn-journal.js";
import type { Context } from "../models/context.js";
import type { CheckpointId } from "../models/ids.js";
import type { CallOutcome } from "../models/journal-entry.js";
import { assertJson, encodeJson, type Json, type JsonObject } from "../models/json.js";
import { addUsage, type Usage } from "../models/usage.js";
import type { Claim } from "../ports/execution-store.js";
import type { Tool, ToolCall } from "../ports/tool.js";
import type { EnginePorts } from "./engine-ports.js";
import type { Run, StepContext, StepOptions, TurnAdditions } from "./run.js";
import { limitReached } from "./run-limits.js";
import { applyTurn, pendingTurn, type PendingTurn } from "./run-state.js";
import { RunStop, type StopReason } from "./run-stop.js";
import { runToolCall } from "./tool-calls.js";

/** Where a run starts from. */
export interface RunStart {
  readonly claim: Claim;
  readonly context: Context;
  readonly turn: number;
  readonly journal: TurnJournal;
  /** Notices for the agent that open the first turn. */
  readonly opening: readonly JsonObject[];
  /** Notices for the agent that close the first turn, asked for when the turn completes. */
  readonly closing: (turn: number) => Promise<readonly JsonObject[]>;
}

/** One execution as its agent's code sees it, while this worker holds it. */
export class ExecutionRun implements Run {
  readonly #ports: EnginePorts;
  readonly #claim: Claim;
  readonly #journal: TurnJournal;
  readonly #abort = new AbortController();
  readonly #startedMs: number;
  readonly #names = new Map<string, number>();
  readonly #closing: RunStart["closing"];
  #committed: Context;
  #opening: readonly JsonObject[];
  #pending: PendingTurn[] = [];
  #saveFailures = 0;
  #usage: Usage;
  #stop: StopReason | undefined;
  #stopAt: "turn" | "call" | undefined;
  turn: number;
  context: Context;

  constructor(ports: EnginePorts, start: RunStart) {
    this.#ports = ports;
    this.#claim = start.claim;
    this.#journal = start.journal;
    this.#startedMs = ports.clock.monotonic();
    this.#usage = start.claim.execution.usage;
    this.#committed = start.context;
    this.#opening = start.opening;
    this.#closing = start.closing;
    this.turn = start.turn + 1;
    this.context = this.#visible();
  }

  get executionId() {
    return this.#claim.execution.id;
  }
  get projectId() {
    return this.#claim.execution.projectId;
  }
  get agentId() {
    return this.#claim.execution.agentId;
  }
  get taskId() {
    return this.#claim.execution.taskId;
  }
  get prompt() {
    return this.#claim.task.prompt;
  }
  get workspace() {
    return this.#claim.project.root;
  }
  get settings() {
    return this.#claim.execution.settings;
  }
  get signal(): AbortSignal {
    return this.#abort.signal;
  }
  get stopped(): StopReason | undefined {
    return this.#stop;
  }
  /** Time spent running, all attempts together, in milliseconds. */
  get activeMs(): number {
    return this.#claim.execution.activeMs + Math.round(this.#ports.clock.monotonic() - this.#startedMs);
  }

  /** Stops the run at the next boundary of the kind. */
  stopAt(boundary: "turn" | "call"): void {
    this.#stopAt = boundary;
  }

  /** Stops the run now: what is in flight is aborted, and whatever the agent calls next throws. */
  stopNow(reason: StopReason): void {
    this.#stop ??= reason;
    this.#abort.abort(new RunStop(this.#stop));
  }

  async step<T extends Json>(
    name: string,
    work: (step: StepContext) => T | Promise<T>,
    options: StepOptions<T> = {},
  ): Promise<T> {
    this.#boundary("call");
    const { turn } = this;
    const unique = this.#numbered(`step ${name}`).slice("step ".length);
    const recorded = this.#journal.step(turn, unique);
    if (recorded) return recorded.value as T;
    const at = { turn, subject: unique };
    if (options.usage) {
      this.#assertWithinLimits();
      await this.#ports.probe("reply.requested", at);
    }
    const value = await this.#unlessStopped(
      work({ key: idempotencyKey(this.executionId, turn, unique), signal: this.signal }),
    );
    const stored = JSON.parse(encodeJson(value ?? null, `step ${unique}`)) as T;
    const usage = options.usage?.(value) ?? null;
    const replied = usage && {
      type: "turn.replied" as const,
      turn,
      step: unique,
      inputTokens: usage.inputTokens,
      outputTokens: usage.outputTokens,
    };
    await this.#unlessStopped(
      this.#journal.record(turn, { kind: "step", name: unique, value: stored, usage }, replied ? [replied] : []),
    );
    if (usage) {
      this.#usage = addUsage(this.#usage, usage);
      await this.#ports.probe("reply.recorded", at);
    }
    return stored;
  }

  async tool<Args extends JsonObject>(tool: Tool<Args>, args: Args): Promise<Json> {
    this.#boundary("call");
    const call = { callId: this.#numbered(tool.name), tool: tool.name, args };
    const outcome = await this.#call(tool, call);
    if (outcome.ok) return outcome.value;
    throw new HoldfastError("tool_failed", outcome.error, { details: { tool: tool.name } });
  }

  async calls(tools: ReadonlyMap<string, Tool>, calls: readonly ToolCall[]): Promise<readonly CallOutcome[]> {
    const outcomes: CallOutcome[] = [];
    for (let index = 0; index < calls.length;) {
      this.#boundary("call");
      const group = neighbours(tools, calls, index);
      outcomes.push(...(await Promise.all(group.map((call) => this.#callByName(tools, call)))));
      index += group.length;
    }
    return outcomes;
  }

  async checkpoint(additions: TurnAdditions): Promise<void> {
    this.#throwIfStopped();
    const { turn } = this;
    const closing = await this.#unlessStopped(this.#closing(turn));
    const completed = pendingTurn(turn, additions, this.#opening, closing);
    assertJson({ messages: completed.messages, state: completed.state }, "checkpoint");
    await this.#ports.probe("turn.committing", { turn, subject: "turn" });
    this.#pending.push(completed);
    await this.#commitPending();
    this.#committed = applyTurn(this.#committed, completed);
    this.#opening = [];
    this.#names.clear();
    this.turn = turn + 1;
    this.context = this.#visible();
    await this.#ports.probe("turn.committed", { turn, subject: "turn" });
    this.#boundary("turn");
  }

  /** Writes turns that an earlier failure left in the journal. @throws what the store throws. */
  async flush(): Promise<void> {
    while (this.#pending[0]) await this.#commit(this.#pending[0]);
  }

  #callByName(tools: ReadonlyMap<string, Tool>, call: ToolCall): Promise<CallOutcome> {
    const tool = tools.get(call.tool);
    if (tool) return this.#call(tool, call);
    const known = [...tools.keys()].join(", ") || "none";
    return Promise.resolve({ ok: false, error: `There is no tool ${call.tool}. The tools are: ${known}.` });
  }

  #call(tool: Tool, call: ToolCall): Promise<CallOutcome> {
    const { executionId, workspace, settings, signal } = this;
    const { guard, probe, config } = this.#ports;
    const { leaseMs } = config;
    const journal = this.#journal;
    return this.#unlessStopped(
      runToolCall({ executionId, workspace, settings, leaseMs, signal, journal, guard, probe }, this.turn, tool, call),
    );
  }

  /** A turn that cannot be written stays pending; what fences the run or breaks its contract does not. */
  async #commitPending(): Promise<void> {
    try {
      await this.flush();
      this.#saveFailures = 0;
    } catch (error) {
      if (!isPassingStorageError(error)) throw this.#stopOn(error);
      this.#saveFailures += 1;
      const { turn } = this;
      this.#ports.log.error(
        { err: error, executionId: this.executionId, turn, failures: this.#saveFailures },
        "checkpoint not saved; the next turn tries again",
      );
      const failed = { type: "checkpoint.save_failed" as const, turn, code: error.code, failures: this.#saveFailures };
      await this.#ports.store.executions.note(this.#claim.lease, [failed]).catch((cause: unknown) => {
        if (HoldfastError.is(cause, "lease_lost")) throw this.#stopOn(cause);
      });
    }
  }

  async #commit(completed: PendingTurn): Promise<void> {
    const { turn } = completed;
    const { config, ids, store } = this.#ports;
    const checkpointId = turn % config.everyTurns === 0 ? (ids.next() as CheckpointId) : null;
    const marked = checkpointId
      ? { type: "checkpoint.saved" as const, checkpointId, turn }
      : { type: "checkpoint.skipped" as const, turn, everyTurns: config.everyTurns };
    const events = [{ type: "turn.committed" as const, turn }, marked];
    try {
      await store.executions.commitTurn(this.#claim.lease, {
        ...completed,
        entries: [],
        activeMs: this.activeMs,
        checkpointId,
        events,
      });
    } catch (error) {
      if (!HoldfastError.is(error, "conflict") || !(await this.#isCommitted(turn))) throw error;
    }
    this.#pending.shift();
    this.#journal.forget(turn);
  }

  /** Whether an earlier try that was reported as failed was written after all. Only this run can have written it. */
  async #isCommitted(turn: number): Promise<boolean> {
    if (this.#saveFailures === 0) return false;
    const head = await this.#ports.store.executions.execution(this.executionId);
    return head !== undefined && head.turn >= turn;
  }

  #visible(): Context {
    return this.#opening.length === 0
      ? this.#committed
      : { messages: [...this.#committed.messages, ...this.#opening], state: this.#committed.state };
  }

  #numbered(name: string): string {
    const count = (this.#names.get(name) ?? 0) + 1;
    this.#names.set(name, count);
    return count === 1 ? name : `${name}#${count}`;
  }

  #assertWithinLimits(): void {
    const halt = limitReached(this.settings, { turn: this.turn, usage: this.#usage, activeMs: this.activeMs });
    if (!halt) return;
    this.stopNow({ kind: "halted", halt });
    this.#throwIfStopped();
  }

  #boundary(kind: "turn" | "call"): void {
    if (this.#stopAt === kind || (this.#stopAt === "call" && kind === "turn")) this.stopNow({ kind: "shutdown" });
    this.#throwIfStopped();
  }

  #throwIfStopped(): void {
    if (this.#stop) throw new RunStop(this.#stop);
  }

  /** What a stopped run still produces is dropped; what stops it is remembered even if the agent swallows it. */
  async #unlessStopped<T>(work: T | Promise<T>): Promise<T> {
    try {
      const value = await work;
      this.#throwIfStopped();
      return value;
    } catch (error) {
      throw this.#stopOn(error);
    }
  }

  #stopOn(error: unknown): unknown {
    if (error instanceof RunStop) this.stopNow(error.reason);
    else if (HoldfastError.is(error, "lease_lost")) this.stopNow({ kind: "lease_lost" });
    return this.#stop ? new RunStop(this.#stop) : error;
  }
}

/** The calls from `index` on that may run side by side: several without effects, or one with. */
function neighbours(tools: ReadonlyMap<string, Tool>, calls: readonly ToolCall[], index: number): readonly ToolCall[] {
  const isPure = (call: ToolCall) => {
    const tool = tools.get(call.tool);
    return !tool || effectsOf(tool) === "none";
  };
  let end = index;
  for (let call = calls[end]; call && isPure(call); call = calls[end]) end += 1;
  return calls.slice(index, Math.max(end, index + 1));
}
