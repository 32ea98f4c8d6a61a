import type { JsonObject, Tool } from "@holdfast/core";
import type { ToolSet } from "ai";

/** A tool of the AI SDK, made with its `tool()` or `dynamicTool()`, or by a provider. */
export type AiTool = ToolSet[string];

export type ToolDeclaration = Pick<Tool<JsonObject>, "effects" | "recovery" | "prepare" | "reconcile">;

export interface DeclaredAiTool {
  readonly tool: AiTool;
  readonly declaration: ToolDeclaration;
}

/**
 * Tells the runtime what a tool of the AI SDK can change and how an interrupted call is settled. Without it, such a
 * tool counts as external, and an uncertain call is never repeated.
 */
export function declareTool(tool: AiTool, declaration: ToolDeclaration): DeclaredAiTool {
  return { tool, declaration };
}
