import { HoldfastError } from "../errors/holdfast-error.js";
import { idempotencyKey } from "../journal/idempotency-key.js";
import { assertReconcilable, effectsOf, settleCall, unknownOutcome } from "../journal/settle-call.js";
import type { TurnJournal } from "../journal/turn-journal.js";
import type { LeaseGuard } from "../leases/lease-guard.js";
import type { ExecutionId } from "../models/ids.js";
import type { CallOutcome } from "../models/journal-entry.js";
import { assertJson, type Json } from "../models/json.js";
import type { RunSettings } from "../models/run-settings.js";
import type { Tool, ToolCall, ToolContext } from "../ports/tool.js";
import type { Probe } from "./probe.js";
import { RunStop } from "./run-stop.js";

export interface ToolCallPorts {
  readonly executionId: ExecutionId;
  readonly workspace: string;
  readonly settings: RunSettings;
  readonly leaseMs: number;
  readonly signal: AbortSignal;
  readonly journal: TurnJournal;
  readonly guard: LeaseGuard;
  readonly probe: Probe;
}

/**
 * One tool call through the journal: a finished call answers from it, an unstarted one records its intent and runs,
 * an uncertain one is settled by its tool's declaration first.
 */
export async function runToolCall(
  ports: ToolCallPorts,
  turn: number,
  tool: Tool,
  call: ToolCall,
): Promise<CallOutcome> {
  const { journal } = ports;
  assertJson(call.args, `${call.tool}'s arguments`);
  assertReconcilable(tool);
  const key = idempotencyKey(ports.executionId, turn, call.callId);
  const known = journal.call(turn, key);
  switch (known.state) {
    case "finished":
      return known.outcome;
    case "unstarted":
      return start(ports, turn, tool, call, contextOf(ports, key, 1, undefined), known.approval);
    case "repeat":
      return start(
        ports,
        turn,
        tool,
        call,
        contextOf(ports, key, known.intent.attempt + 1, known.intent.evidence),
        "approved",
      );
    case "uncertain": {
      const context = contextOf(ports, key, known.intent.attempt, known.intent.evidence);
      const decision = await settleCall(tool, known.intent, context);
      if (decision.settlement === "ask_person") throw park("uncertain_call", key, call);
      const { settlement, outcome, by } = decision;
      const settled = { turn, key, tool: tool.name, settlement, by };
      await journal.record(turn, { kind: "settled", key, tool: tool.name, settlement, by, outcome }, [
        { type: "call.settled", ...settled },
      ]);
      return outcome ?? start(ports, turn, tool, call, { ...context, attempt: known.intent.attempt + 1 }, "approved");
    }
  }
}

/**
 * A call of a tool that is not there: what the journal knows of it all the same, or else the refusal. A call that was in
 * flight when its tool went away is not forgotten: nobody can say what became of it, and the agent is told so.
 */
export async function answerWithoutTool(
  ports: ToolCallPorts,
  turn: number,
  call: ToolCall,
  refusal: CallOutcome,
): Promise<CallOutcome> {
  const key = idempotencyKey(ports.executionId, turn, call.callId);
  const known = ports.journal.call(turn, key);
  if (known.state === "finished") return known.outcome;
  if (known.state === "unstarted") return refusal;
  const settled = { key, tool: call.tool, settlement: "unknown" as const, by: "tool gone" };
  const outcome = unknownOutcome(call);
  await ports.journal.record(turn, { kind: "settled", ...settled, outcome }, [
    { type: "call.settled", turn, ...settled },
  ]);
  return outcome;
}

async function start(
  ports: ToolCallPorts,
  turn: number,
  tool: Tool,
  call: ToolCall,
  context: ToolContext,
  approval: "approved" | "denied" | null,
): Promise<CallOutcome> {
  const { journal, probe } = ports;
  const { key, attempt } = context;
  const at = { turn, subject: tool.name };
  let prepared = context;
  if (effectsOf(tool) !== "none") {
    if (approval === "denied") return finish({ ok: false, error: `denied: a person did not allow ${tool.name}.` });
    if (approval === null && needsApproval(ports.settings, tool)) throw park("approval", key, call);
    if (tool.prepare && context.evidence === undefined) {
      const evidence = await attemptCall(tool, context, () => tool.prepare?.(call.args as never, context));
      if (!evidence.ok) return finish(evidence);
      prepared = { ...context, evidence: evidence.value };
    }
    const { evidence } = prepared;
    const intent = { kind: "intent", key, tool: tool.name, args: call.args, attempt } as const;
    await journal.record(turn, evidence === undefined ? intent : { ...intent, evidence }, [
      { type: "call.started", turn, key, tool: tool.name, attempt },
    ]);
    await probe("call.intended", at);
  }
  assertMayAct(ports.signal, ports.guard);
  const outcome = await attemptCall(tool, prepared, () => tool.run(call.args as never, prepared));
  await probe("call.ran", at);
  return finish(outcome);

  // Recorded even when the run has to stop meanwhile: the fence decides, and a known result is never thrown away.
  async function finish(result: CallOutcome): Promise<CallOutcome> {
    await journal.record(turn, { kind: "result", key, tool: tool.name, outcome: result }, [
      { type: "call.finished", turn, key, tool: tool.name, ok: result.ok },
    ]);
    await probe("call.recorded", at);
    return result;
  }
}

/** What a tool's code returns or throws, as the call's outcome. */
async function attemptCall(
  tool: Tool,
  context: ToolContext,
  work: () => Json | undefined | Promise<Json | undefined>,
): Promise<CallOutcome> {
  try {
    const value = (await work()) ?? null;
    assertJson(value, `${tool.name}'s result`);
    return { ok: true, value };
  } catch (error) {
    // A call that was cut short by the run's end has no result: it stays uncertain and is settled on resume.
    if (context.signal.aborted || error instanceof RunStop || HoldfastError.is(error, "lease_lost")) throw error;
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}

function needsApproval(settings: RunSettings, tool: Tool): boolean {
  return settings.autonomy === "supervised" && effectsOf(tool) === "external";
}

function park(kind: "uncertain_call" | "approval", key: string, call: ToolCall): RunStop {
  const text =
    kind === "approval"
      ? `May ${call.tool} run?`
      : `${call.tool} was interrupted and may or may not have taken effect. Did it?`;
  return new RunStop({ kind: "parked", question: { kind, key, tool: call.tool, args: call.args, text } });
}

function contextOf(ports: ToolCallPorts, key: string, attempt: number, evidence: Json | undefined): ToolContext {
  const { signal, workspace, guard, leaseMs } = ports;
  return { key, attempt, signal, workspace, leaseMs, evidence, guard: () => assertMayAct(signal, guard) };
}

/** A run that was stopped must not act any more, even if its worker holds its lease again by now. */
function assertMayAct(signal: AbortSignal, guard: LeaseGuard): void {
  signal.throwIfAborted();
  guard.assertHeld();
}
