import { type CallOutcome, HoldfastError, type JsonObject, type Tool } from "@holdfast/core";
import { asSchema, type ModelMessage, type ToolCallPart, type ToolResultPart, type ToolSet } from "ai";
import type { AgentTool } from "../tool.js";
import { journaledTool } from "./ai-sdk-tool.js";
import type { AiTool, DeclaredAiTool } from "./declare-tool.js";

/** Tools by the names that the model calls them by. */
export type AgentTools = Readonly<Record<string, AgentTool | AiTool | DeclaredAiTool>>;

/** One tool, whoever made it. */
type Member =
  | { readonly kind: "ours"; readonly tool: AgentTool }
  | { readonly kind: "ai-sdk"; readonly tool: AiTool; readonly declaration: DeclaredAiTool["declaration"] }
  /** Run by the provider itself; the runtime never sees a call of it. */
  | { readonly kind: "provider"; readonly tool: AiTool; readonly id: string };

/** An agent's tools: one side is for the model to call, the other for the run to execute. */
export class AgentToolSet {
  readonly #members: ReadonlyMap<string, Member>;

  /** @throws {HoldfastError} `config_invalid` for a tool that cannot be run here, naming it. */
  constructor(tools: AgentTools) {
    this.#members = new Map(Object.entries(tools).map(([name, entry]) => [name, memberOf(name, entry)]));
  }

  /** What the model is offered. Nothing in it executes, and it takes any arguments: they are checked when the call runs. */
  get offered(): ToolSet {
    return Object.fromEntries([...this.#members].map(([name, member]) => [name, offer(member)]));
  }

  /** What the run executes. `conversation` is what the model had before it when it asked. */
  executable(conversation: readonly ModelMessage[]): ReadonlyMap<string, Tool<JsonObject>> {
    const executable = new Map<string, Tool<JsonObject>>();
    for (const [name, member] of this.#members) {
      if (member.kind === "ours") executable.set(name, { ...member.tool, name });
      if (member.kind === "ai-sdk")
        executable.set(name, journaledTool(name, member.tool, member.declaration, conversation));
    }
    return executable;
  }

  /** A call's outcome in the words of the conversation. */
  async resultOf(call: ToolCallPart, outcome: CallOutcome): Promise<ToolResultPart> {
    const { toolCallId, toolName, input } = call;
    return {
      type: "tool-result",
      toolCallId,
      toolName,
      output: await this.#output(toolName, toolCallId, input, outcome),
    };
  }

  /** What of the tools shapes an execution; a change of it is reported to the agent when it resumes. */
  get description(): readonly unknown[] {
    return [...this.#members].map(([name, member]) => [name, member.kind, describe(member)]);
  }

  async #output(
    name: string,
    toolCallId: string,
    input: unknown,
    outcome: CallOutcome,
  ): Promise<ToolResultPart["output"]> {
    if (!outcome.ok) return { type: "error-text", value: outcome.error };
    const { value } = outcome;
    const member = this.#members.get(name);
    if (member?.kind === "ai-sdk" && member.tool.toModelOutput !== undefined) {
      return member.tool.toModelOutput({ toolCallId, input, output: value });
    }
    return typeof value === "string" ? { type: "text", value } : { type: "json", value: value as never };
  }
}

function memberOf(name: string, entry: AgentTools[string]): Member {
  if ("run" in entry) return { kind: "ours", tool: entry };
  const { tool, declaration } = "declaration" in entry ? entry : { tool: entry, declaration: {} };
  if (tool.type === "provider") return { kind: "provider", tool, id: tool.id };
  if (tool.execute === undefined) {
    throw unusable(name, "it has no execute function, and there is no client here that could run it");
  }
  if (tool.needsApproval !== undefined && tool.needsApproval !== false) {
    throw unusable(name, 'it asks for approval in the AI SDK\'s way; run the task with autonomy "supervised" instead');
  }
  if (declaration.recovery === "reconcile" && declaration.reconcile === undefined) {
    throw unusable(name, 'it declares recovery "reconcile" and has no reconcile function');
  }
  return { kind: "ai-sdk", tool, declaration };
}

function offer(member: Member): AiTool {
  if (member.kind === "provider") return member.tool;
  if (member.kind === "ours") {
    return { description: member.tool.description, inputSchema: unchecked(member.tool.input) };
  }
  const { description, inputSchema, strict, providerOptions } = member.tool;
  return {
    inputSchema: unchecked(inputSchema),
    ...(description !== undefined && { description }),
    ...(strict !== undefined && { strict }),
    ...(providerOptions !== undefined && { providerOptions }),
  };
}

/** A schema that tells the model what to write and accepts whatever it does. */
function unchecked(schema: Parameters<typeof asSchema>[0]) {
  return { ...asSchema(schema), validate: (value: unknown) => ({ success: true as const, value }) };
}

function describe(member: Member): unknown {
  if (member.kind === "provider") return member.id;
  const { effects, recovery } = member.kind === "ours" ? member.tool : member.declaration;
  const schema: unknown = asSchema(member.kind === "ours" ? member.tool.input : member.tool.inputSchema).jsonSchema;
  // A schema that is loaded later is not known when the agent is declared.
  return [member.tool.description, effects, recovery, schema instanceof Promise ? null : schema];
}

function unusable(name: string, why: string): HoldfastError {
  return new HoldfastError("config_invalid", `Tool ${name} cannot be run: ${why}.`, {
    details: { field: `tools.${name}` },
  });
}
