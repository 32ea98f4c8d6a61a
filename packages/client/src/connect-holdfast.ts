import type { HoldfastError, ProjectId, WatchMessage } from "@holdfast/core";
import type { ConnectionState } from "./connection/connection-state.js";

export interface WatchHandlers {
  onMessage(message: WatchMessage): void;
  /** The server refused the watch for good. A lost connection is no error: the watch goes on when it is back. */
  onError?(error: HoldfastError): void;
}

export interface HoldfastClient {
  readonly state: ConnectionState;
  /** Calls back after each change of `state`. Returns what ends it. */
  onState(listener: (state: ConnectionState) => void): () => void;
  /** Follows everything, or one project. Goes on after a lost connection where it was. */
  watch(input: { readonly projectId?: ProjectId | undefined }, handlers: WatchHandlers): { close(): void };
  close(): Promise<void>;
}
