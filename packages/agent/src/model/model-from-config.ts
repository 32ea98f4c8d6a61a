import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { HoldfastError } from "@holdfast/core";
import type { LanguageModel } from "ai";

export interface OpenAICompatibleOptions {
  /** Where the API is, such as `http://127.0.0.1:11434/v1`. Default: HOLDFAST_MODEL_BASE_URL, then OPENAI_BASE_URL. */
  readonly baseUrl?: string;
  /** The model's name at that API. Default: HOLDFAST_MODEL. */
  readonly model?: string;
  /** Default: HOLDFAST_MODEL_API_KEY; OPENAI_API_KEY only for OpenAI's own URL. A local model needs none. */
  readonly apiKey?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the API honours JSON schemas for replies. Default: false. */
  readonly supportsStructuredOutputs?: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

const openAIBaseUrl = "https://api.openai.com/v1";

/**
 * A model at any endpoint that speaks OpenAI's chat-completions protocol.
 *
 * @throws {HoldfastError} `config_invalid`, naming the field, what was found and where to set it.
 */
export function openAICompatible(
  options: OpenAICompatibleOptions = {},
  environment: Environment = process.env,
): LanguageModel {
  const baseUrl = baseUrlOf(options, environment);
  const model = options.model ?? set(environment.HOLDFAST_MODEL);
  if (!model) throw invalid("model", "There is no model name: set `model`, or HOLDFAST_MODEL.");
  const apiKey = options.apiKey ?? set(environment.HOLDFAST_MODEL_API_KEY) ?? openAIKeyFor(baseUrl, environment);
  const provider = createOpenAICompatible({
    name: "openai-compatible",
    baseURL: baseUrl,
    includeUsage: true,
    ...(apiKey !== undefined && { apiKey }),
    ...(options.headers !== undefined && { headers: { ...options.headers } }),
    ...(options.supportsStructuredOutputs !== undefined && {
      supportsStructuredOutputs: options.supportsStructuredOutputs,
    }),
  });
  return provider.chatModel(model);
}

function baseUrlOf({ baseUrl }: OpenAICompatibleOptions, environment: Environment): string {
  const given = baseUrl ?? set(environment.HOLDFAST_MODEL_BASE_URL) ?? set(environment.OPENAI_BASE_URL);
  const found = given ?? (set(environment.OPENAI_API_KEY) && openAIBaseUrl);
  if (!found)
    throw invalid("baseUrl", "There is no model endpoint: set `baseUrl`, HOLDFAST_MODEL_BASE_URL or OPENAI_BASE_URL.");
  const url = URL.canParse(found) ? new URL(found) : undefined;
  if (url?.protocol !== "http:" && url?.protocol !== "https:") {
    throw invalid("baseUrl", `baseUrl must be an http or https URL, found ${JSON.stringify(found)}.`);
  }
  if (url.username || url.password)
    throw invalid("baseUrl", "baseUrl must not hold credentials: set `apiKey` instead.");
  return found.replace(/\/+$/, "");
}

// A key for OpenAI must not be sent to whatever other server is configured.
function openAIKeyFor(baseUrl: string, environment: Environment): string | undefined {
  const home = (set(environment.OPENAI_BASE_URL) ?? openAIBaseUrl).replace(/\/+$/, "");
  return baseUrl === home ? set(environment.OPENAI_API_KEY) : undefined;
}

/** An empty variable is a variable that is not set. */
function set(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === "" ? undefined : value;
}

function invalid(field: string, message: string): HoldfastError {
  return new HoldfastError("config_invalid", message, { details: { field } });
}
