import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Log, Store } from "@holdfast/core";

export interface EndpointOptions {
  readonly store: Store;
  readonly log: Log;
  readonly closing: () => boolean;
}

/** What answers plain HTTP: whether the process lives, and whether it can serve. Everything else needs a token and a socket. */
export function endpoints({ store, log, closing }: EndpointOptions): RequestListener {
  const ready = async (): Promise<boolean> => {
    if (closing()) return false;
    try {
      await store.events.last();
      return true;
    } catch (error) {
      log.error({ err: error }, "the store cannot be read");
      return false;
    }
  };

  return (request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") return answer(response, 405, "method not allowed");
    switch (pathOf(request)) {
      case "/healthz":
        return answer(response, 200, "ok");
      case "/readyz":
        void ready().then((isReady) => answer(response, isReady ? 200 : 503, isReady ? "ready" : "not ready"));
        return;
      default:
        answer(response, 404, "not found");
    }
  };
}

function pathOf({ url = "/" }: IncomingMessage): string {
  return url.split("?", 1)[0] ?? "/";
}

function answer(response: ServerResponse, status: number, text: string): void {
  response
    .writeHead(status, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" })
    .end(`${text}\n`);
}
