import { HoldfastError, type ProjectId } from "@holdfast/core";
import { createApi, type HoldfastApi } from "./api.js";
import { Connection, type ConnectionOptions } from "./connection/connection.js";
import type { ConnectionState } from "./connection/connection-state.js";
import { Watch, type WatchHandlers } from "./watch.js";

const defaultWaitMs = 10_000;

export interface ConnectOptions extends ConnectionOptions {
  /** Called with each change of the connection's state. */
  readonly onState?: ((state: ConnectionState) => void) | undefined;
  /** How long a call waits for a connection before it fails with `server_unreachable`. Default 10 s. */
  readonly waitMs?: number | undefined;
}

export interface HoldfastClient extends Disposable {
  readonly state: ConnectionState;
  /** Calls back after each change of `state`. Returns what ends it. */
  onState(listener: (state: ConnectionState) => void): () => void;
  /** Resolves when the connection is open. @throws `server_unreachable` after the wait, `unauthorized` */
  ready(): Promise<void>;
  /** The server's queries and mutations. */
  readonly api: HoldfastApi;
  /** Follows everything, or one project. After a lost connection it goes on where it was. */
  watch(input: { readonly projectId?: ProjectId | undefined }, handlers: WatchHandlers): { close(): void };
  /** Ends the connection and all watches. Calls under way fail with `server_unreachable`. */
  close(): void;
}

/**
 * Connects to a server and stays connected. Returns at once; what is asked before the connection is open waits for it.
 *
 * @throws `config_invalid` for a url that is not one of a WebSocket.
 */
export function connectHoldfast(options: ConnectOptions): HoldfastClient {
  const { url, onState, waitMs = defaultWaitMs } = options;
  assertSocketUrl(url);
  const connection = new Connection(options);
  if (onState) connection.onState(onState);
  const watches = new Set<Watch>();
  const close = () => {
    for (const watch of watches) watch.close();
    connection.close();
  };
  return {
    get state() {
      return connection.state;
    },
    onState: (listener) => connection.onState(listener),
    async ready() {
      await connection.opened(waitMs);
    },
    api: createApi(connection, waitMs),
    watch({ projectId }, handlers) {
      const watch = new Watch(connection, projectId, handlers);
      watches.add(watch);
      return {
        close() {
          watches.delete(watch);
          watch.close();
        },
      };
    },
    close,
    [Symbol.dispose]: close,
  };
}

function assertSocketUrl(url: string): void {
  const protocol = URL.canParse(url) ? new URL(url).protocol : "";
  if (protocol === "ws:" || protocol === "wss:") return;
  throw new HoldfastError(
    "config_invalid",
    `url is "${url}": must be the address of a Holdfast server, such as ws://127.0.0.1:4190.`,
    {
      details: { field: "url", found: url },
    },
  );
}
