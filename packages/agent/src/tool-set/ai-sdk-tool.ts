import { encodeJson, HoldfastError, type Json, type JsonObject, type Tool } from "@holdfast/core";
import { asSchema, type ModelMessage } from "ai";
import { dropUndefined } from "../model/drop-undefined.js";
import type { AiTool, ToolDeclaration } from "./declare-tool.js";

/**
 * A tool of the AI SDK as the run executes it: through the journal, its arguments checked before it starts. Its
 * `toolCallId` is the call's idempotency key.
 */
export function journaledTool(
  name: string,
  tool: AiTool,
  declaration: ToolDeclaration,
  conversation: readonly ModelMessage[],
): Tool<JsonObject> {
  return {
    ...declaration,
    name,
    prepare: async (args, context) => {
      await validated(name, tool, args);
      return (await declaration.prepare?.(args, context)) ?? null;
    },
    run: async (args, { key, signal }) => {
      const input = await validated(name, tool, args);
      const options = { toolCallId: key, messages: [...conversation], abortSignal: signal };
      const output = await lastOf(tool.execute?.(input, options));
      return storable(name, output);
    },
  };
}

async function validated(name: string, tool: AiTool, args: JsonObject): Promise<unknown> {
  const checked = await asSchema(tool.inputSchema).validate?.(args);
  if (checked?.success === false) {
    throw new HoldfastError(
      "invalid_input",
      `${name} got arguments that it does not accept: ${checked.error.message}`,
      {
        cause: checked.error,
        details: { tool: name },
      },
    );
  }
  return checked === undefined ? args : checked.value;
}

/** A tool that streams reports preliminary results; the last one is the result. */
async function lastOf(output: unknown): Promise<unknown> {
  if (typeof output !== "object" || output === null || !(Symbol.asyncIterator in output)) return output;
  let last: unknown;
  for await (const value of output as AsyncIterable<unknown>) last = value;
  return last;
}

// The call has happened, whatever its result is made of: the agent must not take this for a call that failed.
function storable(name: string, output: unknown): Json {
  const value = dropUndefined(output);
  try {
    encodeJson(value, "its result");
    return value as Json;
  } catch (error) {
    throw new HoldfastError("tool_failed", `${name} ran, but ${(error as Error).message}`, {
      cause: error,
      details: { tool: name },
    });
  }
}
