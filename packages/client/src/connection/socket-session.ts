import type { HoldfastError } from "@holdfast/core";
import type { HoldfastRouter } from "@holdfast/server/router";
import { createTRPCClient, createWSClient, wsLink, type TRPCClient } from "@trpc/client";
import { errorFromWire } from "./error-from-wire.js";
import { NodeSocket } from "./node-socket.js";

/** The server's close code for a token it does not accept; see the server's close-codes.ts. */
const unauthorizedCode = 4401;
const keepAlive = { enabled: true, intervalMs: 10_000, pongTimeoutMs: 15_000 };

export interface SessionOptions {
  readonly url: string;
  readonly token: string;
  readonly WebSocket?: typeof WebSocket | undefined;
  readonly onOpen: () => void;
  /** Called once. */
  readonly onLost: (reason: "unauthorized" | "lost", error: HoldfastError) => void;
}

/** One socket, from its opening to its end. It never comes back: that is for its owner to decide. */
export class SocketSession {
  readonly trpc: TRPCClient<HoldfastRouter>;
  readonly #options: SessionOptions;
  readonly #socket: ReturnType<typeof createWSClient>;
  #over = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    const { url, token } = options;
    this.#socket = createWSClient({
      url,
      WebSocket: options.WebSocket ?? globalThis.WebSocket ?? (NodeSocket as unknown as typeof WebSocket),
      connectionParams: { token },
      keepAlive,
      onClose: (event) => this.#lose(event?.code === unauthorizedCode ? "unauthorized" : "lost", event),
      onError: (event) => this.#lose("lost", event),
    });
    this.trpc = createTRPCClient<HoldfastRouter>({ links: [wsLink({ client: this.#socket })] });
    // A socket opens before the token is looked at: only an answer says that it was accepted.
    this.trpc.hello.query().then(
      () => this.#over || options.onOpen(),
      (error: unknown) => this.#lose(errorFromWire(error).code === "unauthorized" ? "unauthorized" : "lost", error),
    );
  }

  /** Ends it without a word to the owner. Calls under way fail. */
  close(): void {
    this.#over = true;
    const socket = this.#socket.connection?.ws;
    // First, so that tRPC does not open another one.
    void this.#socket.close();
    // Not left to tRPC, which waits for answers that may never come.
    socket?.close();
  }

  #lose(reason: "unauthorized" | "lost", cause: unknown): void {
    if (this.#over) return;
    this.close();
    this.#options.onLost(reason, errorFromWire(cause));
  }
}
