import { HoldfastError } from "../errors/holdfast-error.js";
import { idempotencyKey } from "../journal/idempotency-key.js";
import { effectsOf } from "../journal/settle-call.js";
import type { TurnJournal } from "../journal/turn-journal.js";
import type { Context } from "../models/context.js";
import type { CallOutcome } from "../models/journal-entry.js";
import { assertJson, encodeJson, type Json, type JsonObject } from "../models/json.js";
import { addUsage, type Usage } from "../models/usage.js";
import type { Claim } from "../ports/execution-store.js";
import type { Tool, ToolCall } from "../ports/tool.js";
import type { EnginePorts } from "./engine-ports.js";
import type { Run, StepContext, StepOptions, TurnAdditions } from "./run.js";
import { limitReached } from "./run-limits.js";
import { applyTurn, pendingTurn } from "./run-state.js";
import { RunStop, type StopReason } from "./run-stop.js";
import { answerWithoutTool, runToolCall, type ToolCallPorts } from "./tool-calls.js";
import { TurnCommitter } from "./turn-committer.js";
import { turnNotices, type TurnNotices } from "./turn-notices.js";

/** Where a run starts from. */
export interface RunStart {
  readonly claim: Claim;
  readonly context: Context;
  readonly turn: number;
  readonly journal: TurnJournal;
  /** How a notice of the runtime is put into the conversation. */
  readonly noticeMessage: (text: string) => JsonObject;
}

/** One execution as its agent's code sees it, while this worker holds it. */
export class ExecutionRun implements Run {
  readonly #ports: EnginePorts;
  readonly #claim: Claim;
  readonly #journal: TurnJournal;
  readonly #abort = new AbortController();
  readonly #startedMs: number;
  readonly #names = new Map<string, number>();
  readonly #noticeMessage: RunStart["noticeMessage"];
  readonly #committer: TurnCommitter;
  readonly #inFlight = new Set<Promise<unknown>>();
  #committed: Context;
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
    this.#noticeMessage = start.noticeMessage;
    this.#committer = new TurnCommitter(ports, start.claim.lease, start.journal, () => this.activeMs);
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
    const counted = `step:${name}`;
    const unique = this.#numbered(counted).slice("step:".length);
    const recorded = this.#journal.step(turn, unique);
    if (recorded) {
      this.#count(counted);
      return recorded.value as T;
    }
    const at = { turn, subject: unique };
    if (options.usage) {
      this.#assertWithinLimits();
      await this.#ports.probe("reply.requested", at);
    }
    // What it answers is recorded even when the run has to stop meanwhile: it is paid for, and the fence decides.
    const key = idempotencyKey(this.executionId, turn, `step:${unique}`);
    const value = await this.#attempt(async () => work({ key, signal: this.signal }));
    const stored = JSON.parse(encodeJson(value ?? null, `step ${unique}`)) as T;
    const usage = options.usage?.(value) ?? null;
    const replied = usage && {
      type: "turn.replied" as const,
      turn,
      step: unique,
      inputTokens: usage.inputTokens,
      outputTokens: usage.outputTokens,
    };
    const entry = { kind: "step" as const, name: unique, value: stored, usage };
    await this.#attempt(() => this.#journal.record(turn, entry, replied ? [replied] : []));
    this.#count(counted);
    if (usage) {
      this.#usage = addUsage(this.#usage, usage);
      await this.#ports.probe("reply.recorded", at);
    }
    this.#throwIfStopped();
    return stored;
  }

  async tool<Args extends JsonObject>(tool: Tool<Args>, args: Args): Promise<Json> {
    this.#boundary("call");
    const counted = `tool:${tool.name}`;
    const call = { callId: this.#numbered(counted), tool: tool.name, args };
    this.#count(counted);
    const outcome = await this.#call(tool, call);
    if (outcome.ok) return outcome.value;
    throw new HoldfastError("tool_failed", outcome.error, { details: { tool: tool.name } });
  }

  async calls(tools: ReadonlyMap<string, Tool>, calls: readonly ToolCall[]): Promise<readonly CallOutcome[]> {
    this.#claimIds(calls);
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
    const completed = pendingTurn(turn, additions, this.#notices());
    assertJson({ messages: completed.messages, state: completed.state }, "checkpoint");
    await this.#ports.probe("turn.committing", { turn, subject: "turn" });
    await this.#attempt(() => this.#committer.complete(completed));
    this.#committed = applyTurn(this.#committed, completed);
    this.#names.clear();
    this.turn = turn + 1;
    this.context = this.#visible();
    await this.#ports.probe("turn.committed", { turn, subject: "turn" });
    this.#boundary("turn");
  }

  /** Writes turns that an earlier failure left in the journal. @throws what the store throws. */
  flush(): Promise<void> {
    return this.#committer.flush();
  }

  /** Resolves when no step or call of this run is under way any more, also those that the agent did not wait for. */
  async settled(): Promise<void> {
    while (this.#inFlight.size > 0) await Promise.allSettled(this.#inFlight);
  }

  #callByName(tools: ReadonlyMap<string, Tool>, call: ToolCall): Promise<CallOutcome> {
    const tool = tools.get(call.tool);
    if (tool) return this.#call(tool, call);
    const known = [...tools.keys()].join(", ") || "none";
    const error = `There is no tool ${call.tool}. The tools are: ${known}.`;
    return this.#attempt(() => answerWithoutTool(this.#callPorts(), this.turn, call, { ok: false, error }));
  }

  /** @throws `invalid_input`: two calls of one id in a turn would share one idempotency key, and one result. */
  #claimIds(calls: readonly ToolCall[]): void {
    for (const { callId } of calls) {
      const counted = `call:${callId}`;
      if (this.#names.has(counted)) {
        const message = `calls has the callId "${callId}" twice in turn ${this.turn}; each call needs one of its own.`;
        throw new HoldfastError("invalid_input", message, { details: { field: "callId", found: callId } });
      }
      this.#count(counted);
    }
  }

  #call(tool: Tool, call: ToolCall): Promise<CallOutcome> {
    return this.#attempt(() => runToolCall(this.#callPorts(), this.turn, tool, call));
  }

  #callPorts(): ToolCallPorts {
    const { executionId, workspace, settings, signal } = this;
    const { guard, probe, config } = this.#ports;
    const { leaseMs } = config;
    return { executionId, workspace, settings, leaseMs, signal, journal: this.#journal, guard, probe };
  }

  #notices(): TurnNotices {
    return turnNotices(this.turn, this.#journal.entries(this.turn), this.#noticeMessage);
  }

  #visible(): Context {
    const { opening } = this.#notices();
    const { messages, state } = this.#committed;
    return opening.length === 0 ? this.#committed : { messages: [...messages, ...opening], state };
  }

  #numbered(name: string): string {
    const count = (this.#names.get(name) ?? 0) + 1;
    return count === 1 ? name : `${name}#${count}`;
  }

  /** Uses a number up. One that failed is free again: it left nothing in the journal to be told from. */
  #count(name: string): void {
    this.#names.set(name, (this.#names.get(name) ?? 0) + 1);
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

  /** Work whose failure may be the run's end: that is remembered even if the agent swallows the exception. */
  async #attempt<T>(work: () => Promise<T>): Promise<T> {
    const attempt = work();
    this.#inFlight.add(attempt);
    try {
      return await attempt;
    } catch (error) {
      throw this.#stopOn(error);
    } finally {
      this.#inFlight.delete(attempt);
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
