import { generateText } from "ai";
import { expect, test } from "vitest";
import { startScriptedModel } from "../scripted-model/index.js";
import { openAICompatible, type OpenAICompatibleOptions } from "./model-from-config.js";

/** Which key reaches the server, when the server is where the options and the environment say. */
async function keySeen(
  configure: (baseUrl: string) => [OpenAICompatibleOptions, Record<string, string>],
): Promise<string> {
  for (const apiKey of ["sk-holdfast", "sk-openai", "sk-option"]) {
    await using server = await startScriptedModel({ script: () => ({ text: "ok" }), apiKey });
    const [options, environment] = configure(server.baseUrl);
    const model = openAICompatible(options, environment);
    const answered = await generateText({ model, prompt: "?", maxRetries: 0 }).then(
      () => true,
      () => false,
    );
    if (answered) return apiKey;
  }
  return "none";
}

test.each([
  ["the option before all", "sk-option", (url: string) => [{ baseUrl: url, model: "m", apiKey: "sk-option" }, keys]],
  [
    "HOLDFAST_MODEL_API_KEY before OpenAI's",
    "sk-holdfast",
    (url: string) => [{}, { ...keys, HOLDFAST_MODEL_BASE_URL: url, HOLDFAST_MODEL: "m" }],
  ],
  [
    "OpenAI's key at OPENAI_BASE_URL",
    "sk-openai",
    (url: string) => [{ model: "m" }, { OPENAI_API_KEY: "sk-openai", OPENAI_BASE_URL: `${url}/` }],
  ],
  [
    "no key of OpenAI's anywhere else",
    "none",
    (url: string) => [{ baseUrl: url, model: "m" }, { OPENAI_API_KEY: "sk-openai" }],
  ],
] satisfies [string, string, Parameters<typeof keySeen>[0]][])("sends %s", async (_, expected, configure) => {
  expect(await keySeen(configure)).toBe(expected);
});

const keys = { HOLDFAST_MODEL_API_KEY: "sk-holdfast", OPENAI_API_KEY: "sk-openai" };

test("goes to OpenAI when only its key is set", () => {
  expect(openAICompatible({ model: "gpt" }, { OPENAI_API_KEY: "sk-openai" })).toMatchObject({ modelId: "gpt" });
});

test.each([
  ["baseUrl", { model: "m" }, {}, "HOLDFAST_MODEL_BASE_URL"],
  ["baseUrl", { model: "m" }, { HOLDFAST_MODEL_BASE_URL: " " }, "HOLDFAST_MODEL_BASE_URL"],
  ["baseUrl", { model: "m", baseUrl: "localhost:11434" }, {}, '"localhost:11434"'],
  ["baseUrl", { model: "m", baseUrl: "http://me:pw@host/v1" }, {}, "apiKey"],
  ["model", { baseUrl: "http://host/v1" }, { HOLDFAST_MODEL: "" }, "HOLDFAST_MODEL"],
])("refuses a missing or bad %s, naming it and where to set it", (field, options, environment, message) => {
  const configure = () => openAICompatible(options, environment);
  expect(configure).toThrow(expect.objectContaining({ code: "config_invalid", details: { field } }));
  expect(configure).toThrow(message);
});
