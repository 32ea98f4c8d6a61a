import { createHash } from "node:crypto";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { ChatRequest } from "./chat-request.js";
import { conversationFault } from "./conversation-rules.js";
import { type RequestRecord, createRequestLog } from "./request-log.js";
import type { Script, ScriptedError, ScriptedReply } from "./scripted-reply.js";
import { sendError, sendJson, sendReply } from "./send-reply.js";

export interface ScriptedModelOptions {
  readonly script: Script;
  /** Milliseconds before the first byte of each reply that does not set its own. Default: 0. */
  readonly delayMs?: number;
  /** When set, requests without `Authorization: Bearer <apiKey>` get 401. */
  readonly apiKey?: string;
  /** What `GET /v1/models` lists. Default: `scripted`. Requests may name any model. */
  readonly models?: readonly string[];
  /** An NDJSON file that every settled request is appended to. */
  readonly logPath?: string;
}

export interface ScriptedModel extends AsyncDisposable {
  /** `http://127.0.0.1:<port>/v1`, as clients of OpenAI-compatible endpoints want it. */
  readonly baseUrl: string;
  /** Every chat request that arrived, in order. */
  readonly requests: readonly RequestRecord[];
  /** Cuts open connections and stops listening. */
  close(): Promise<void>;
}

/** Starts a model on 127.0.0.1 that speaks OpenAI's chat-completions protocol and plays a script. */
export async function startScriptedModel(options: ScriptedModelOptions): Promise<ScriptedModel> {
  const log = createRequestLog(options.logPath);
  const closing = new AbortController();
  const models = options.models ?? ["scripted"];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (options.apiKey !== undefined && request.headers.authorization !== `Bearer ${options.apiKey}`) {
      await sendError(response, refusal(401, "Incorrect API key provided.", "invalid_api_key"));
    } else if (request.method === "GET" && request.url === "/v1/models") {
      const data = models.map((id) => ({ id, object: "model", created: 0, owned_by: "holdfast" }));
      await sendJson(response, 200, { object: "list", data });
    } else if (request.method === "POST" && request.url === "/v1/chat/completions") {
      await answerChat(request, response);
    } else {
      await sendError(response, refusal(404, `Invalid URL (${request.method} ${request.url})`));
    }
  }

  async function answerChat(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = await buffer(request);
    const body = parseJson(bytes.toString());
    const settle = log.arrived({
      at: new Date().toISOString(),
      bodySha256: createHash("sha256").update(bytes).digest("hex"),
      body,
    });

    const parsed = ChatRequest.safeParse(body);
    const fault = parsed.success ? conversationFault(parsed.data.messages) : parsed.error.message;
    if (!parsed.success || fault !== undefined) {
      const delivered = await sendError(response, refusal(400, fault ?? "malformed request")).catch(() => false);
      return settle({ reply: null, refusal: fault ?? null, delivery: delivered ? "delivered" : "cut" });
    }
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    const reply = { delayMs: options.delayMs ?? 0, ...(await replyOf(options.script, parsed.data)) };
    const delivered = await sendReply(response, parsed.data, reply, AbortSignal.any([gone.signal, closing.signal]));
    settle({ reply, refusal: null, delivery: delivered ? "delivered" : "cut" });
  }

  const server = createServer((request, response) => {
    // Only a client that went away gets here.
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });

  async function close(): Promise<void> {
    closing.abort();
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests: log.records,
    close,
    [Symbol.asyncDispose]: close,
  };
}

// A script that throws is a fault of the test that wrote it: say so where the client will show it.
async function replyOf(script: Script, request: ChatRequest): Promise<ScriptedReply> {
  try {
    return await script(request);
  } catch (error) {
    return refusal(500, `The script failed: ${String(error)}`, "script_failed");
  }
}

function refusal(status: number, message: string, code?: string): ScriptedError {
  return { error: { status, message, ...(code !== undefined && { code }) } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
