import { HoldfastError } from "../errors/holdfast-error.js";
import type { CallOutcome, Settlement } from "../models/journal-entry.js";
import type { JsonObject } from "../models/json.js";
import type { ReconcileVerdict, Tool, ToolContext, ToolEffects, ToolRecovery } from "../ports/tool.js";
import type { Intent } from "./call-state.js";

/** An undeclared tool may have touched the world outside. */
export function effectsOf(tool: Pick<Tool, "effects">): ToolEffects {
  return tool.effects ?? "external";
}

/** An undeclared tool is never repeated in silence. */
export function recoveryOf(tool: Pick<Tool, "effects" | "recovery">): ToolRecovery {
  return tool.recovery ?? (effectsOf(tool) === "none" ? "read" : "ask");
}

/** @throws `config_invalid` for a tool that could not be asked after a crash what it promises to tell. */
export function assertReconcilable(tool: Tool): void {
  if (recoveryOf(tool) !== "reconcile" || tool.reconcile) return;
  const message = `Tool ${tool.name} declares recovery "reconcile" but has no reconcile function.`;
  throw new HoldfastError("config_invalid", message, { details: { field: "reconcile", tool: tool.name } });
}

/** How an uncertain call is decided: run it again, take it as done, tell the agent, or ask a person. */
export type SettleDecision =
  | { readonly settlement: Extract<Settlement, "repeat">; readonly outcome: null; readonly by: string }
  | {
      readonly settlement: Extract<Settlement, "applied" | "unknown">;
      readonly outcome: CallOutcome;
      readonly by: string;
    }
  | { readonly settlement: "ask_person" };

/** Decides an uncertain call by its tool's own declaration. */
export async function settleCall(tool: Tool, intent: Intent, context: ToolContext): Promise<SettleDecision> {
  const recovery = recoveryOf(tool);
  switch (recovery) {
    case "read":
    case "idempotent":
      return { settlement: "repeat", outcome: null, by: recovery };
    case "ask_person":
      return { settlement: "ask_person" };
    case "reconcile":
      return reconcile(tool, intent, context);
    case "restore":
    case "ask":
      return { settlement: "unknown", outcome: unknownOutcome(intent), by: recovery };
  }
}

async function reconcile(tool: Tool, intent: Intent, context: ToolContext): Promise<SettleDecision> {
  const verdict = await ask(tool, intent, context);
  if (verdict === "absent") return { settlement: "repeat", outcome: null, by: "reconcile" };
  if (verdict === "unknown") return { settlement: "unknown", outcome: unknownOutcome(intent), by: "reconcile" };
  const value =
    verdict === "applied" ? "Done. (Confirmed after an interruption; the call's own result was lost.)" : verdict.result;
  return { settlement: "applied", outcome: { ok: true, value }, by: "reconcile" };
}

/** @throws `tool_failed`, worth another try later: that nobody could be asked says nothing of the call. */
async function ask(tool: Tool, intent: Intent, context: ToolContext): Promise<ReconcileVerdict> {
  try {
    return (await tool.reconcile?.(intent.args as never, context)) ?? "unknown";
  } catch (error) {
    if (context.signal.aborted || HoldfastError.is(error, "lease_lost")) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new HoldfastError(
      "tool_failed",
      `${tool.name} could not tell whether its interrupted call happened: ${why}`,
      {
        cause: error,
        details: { tool: tool.name, retryable: true },
      },
    );
  }
}

/** What the agent is shown in place of a result that nobody knows. */
export function unknownOutcome(call: { readonly tool: string; readonly args: JsonObject }): CallOutcome {
  const args = JSON.stringify(call.args);
  const shown = args.length > 500 ? `${args.slice(0, 500)}…` : args;
  return {
    ok: false,
    error: `outcome unknown: ${call.tool}(${shown}) was interrupted and may or may not have taken effect. It was not repeated. Check what happened before you repeat it.`,
  };
}
