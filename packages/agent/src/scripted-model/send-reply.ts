import type { ServerResponse } from "node:http";
import { finished } from "node:stream/promises";
import { setTimeout as delay } from "node:timers/promises";
import type { ChatRequest } from "./chat-request.js";
import { completionBody, completionChunks, completionOf } from "./completion.js";
import type { ScriptedError, ScriptedMessage, ScriptedReply } from "./scripted-reply.js";

/**
 * Plays one reply to the client.
 *
 * @param signal ends every delay; aborted when the client goes away or the server closes.
 * @returns whether all of it was handed to the client's connection.
 */
export async function sendReply(
  response: ServerResponse,
  request: ChatRequest,
  reply: ScriptedReply,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await delay(reply.delayMs ?? 0, undefined, { signal });
    if ("drop" in reply) {
      response.destroy();
      return false;
    }
    if ("error" in reply) return await sendError(response, reply);
    return request.stream === true
      ? await sendStream(response, request, reply, signal)
      : await sendWhole(response, request, reply);
  } catch (error) {
    if (signal.aborted || response.destroyed) return false;
    throw error;
  }
}

/** An error the way OpenAI words it; also what a request gets that never reaches the script. */
export async function sendError(response: ServerResponse, { error }: ScriptedError): Promise<boolean> {
  const { status, message, type, code, retryAfter } = error;
  if (retryAfter !== undefined) response.setHeader("retry-after", String(retryAfter));
  const kind = type ?? (status >= 500 ? "server_error" : "invalid_request_error");
  return sendJson(response, status, { error: { message, type: kind, param: null, code: code ?? null } });
}

export async function sendJson(response: ServerResponse, status: number, body: object): Promise<boolean> {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { "content-type": "application/json", "content-length": bytes.length });
  response.end(bytes);
  await finished(response);
  return true;
}

async function sendWhole(response: ServerResponse, request: ChatRequest, reply: ScriptedMessage): Promise<boolean> {
  const body = completionBody(completionOf(request, reply));
  if (reply.dropAfterChunks === undefined) return sendJson(response, 200, body);
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(200, { "content-type": "application/json", "content-length": bytes.length });
  await write(response, bytes.subarray(0, bytes.length / 2));
  response.destroy();
  return false;
}

async function sendStream(
  response: ServerResponse,
  request: ChatRequest,
  reply: ScriptedMessage,
  signal: AbortSignal,
): Promise<boolean> {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  response.flushHeaders();
  let sent = 0;
  for (const chunk of completionChunks(completionOf(request, reply), request.stream_options?.include_usage === true)) {
    if (sent === reply.dropAfterChunks) {
      response.destroy();
      return false;
    }
    if (sent > 0 && reply.chunkDelayMs !== undefined) await delay(reply.chunkDelayMs, undefined, { signal });
    await write(response, `data: ${JSON.stringify(chunk)}\n\n`);
    sent += 1;
  }
  response.end("data: [DONE]\n\n");
  await finished(response);
  return true;
}

// Waits for the kernel to have the bytes: a connection that is cut afterwards has still delivered them.
function write(response: ServerResponse, data: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    response.write(data, (error) => (error ? reject(error) : resolve()));
  });
}
