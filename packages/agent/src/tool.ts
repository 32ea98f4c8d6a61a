import { HoldfastError, type JsonObject, type Tool } from "@holdfast/core";
import { z } from "zod";

/** A tool that a model can call: what the journal needs of it, and what the model is told about it. */
export interface AgentTool extends Tool<JsonObject> {
  readonly description: string;
  readonly input: z.ZodType;
}

/** `prepare`, `run` and `reconcile` get arguments that the schema has accepted. */
export interface ToolDefinition<Schema extends z.ZodType> extends Tool<z.output<Schema>> {
  /** Tells the model what the tool does and when to use it. */
  readonly description: string;
  readonly input: Schema;
}

/**
 * Declares a tool. A call whose arguments the schema refuses never starts; the model is told what is wrong with them.
 *
 * @throws {HoldfastError} `config_invalid` for a declaration that could not work, naming the field.
 */
export function tool<Schema extends z.ZodType>(definition: ToolDefinition<Schema>): AgentTool {
  validate(definition);
  const { name, description, input, effects, recovery, prepare, run, reconcile } = definition;
  return {
    name,
    description,
    input,
    effects,
    recovery,
    // Always there, so that bad arguments are refused before an intent is recorded.
    prepare: async (args, context) => {
      const accepted = parseArguments(definition, args);
      return (await prepare?.(accepted, context)) ?? null;
    },
    run: (args, context) => run(parseArguments(definition, args), context),
    reconcile:
      reconcile &&
      ((args, context) => {
        // The schema accepted them when the call started; it has changed since.
        const accepted = input.safeParse(args);
        return accepted.success ? reconcile(accepted.data, context) : "unknown";
      }),
  };
}

/** OpenAI's rule for function names, the strictest of those that models are served under. */
const toolName = /^[\w-]{1,64}$/;

function validate(definition: ToolDefinition<z.ZodType>): void {
  const { name, recovery, reconcile } = definition;
  if (!toolName.test(name)) {
    throw new HoldfastError("config_invalid", `Tool name ${JSON.stringify(name)} must match ${toolName.source}.`, {
      details: { field: "name", value: name },
    });
  }
  if (recovery === "reconcile" && reconcile === undefined) {
    throw new HoldfastError(
      "config_invalid",
      `Tool ${name} declares recovery "reconcile" and has no reconcile function.`,
      {
        details: { field: "reconcile", tool: name },
      },
    );
  }
}

function parseArguments<Schema extends z.ZodType>(definition: ToolDefinition<Schema>, args: unknown): z.output<Schema> {
  const parsed = definition.input.safeParse(args);
  if (parsed.success) return parsed.data;
  throw new HoldfastError(
    "invalid_input",
    `${definition.name} got arguments that it does not accept:\n${z.prettifyError(parsed.error)}`,
    {
      details: { tool: definition.name },
    },
  );
}
