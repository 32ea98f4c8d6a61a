import type { Log, Store } from "@holdfast/core";
import { createMemoryStore, testIds, type MemoryStore } from "@holdfast/core/testing";
import { createTRPCClient, createWSClient, wsLink, type TRPCClient } from "@trpc/client";
import { WebSocket } from "ws";
import type { HoldfastRouter } from "../router.js";
import { startServer, type RunningServer, type ServerOptions } from "../start-server.js";
import { countingClock, type CountingClock } from "./counting-clock.js";

export const token = "a-token-nobody-guesses";

interface LogLine {
  readonly level: "debug" | "info" | "warn" | "error";
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface ServerRig<RigStore extends Store = MemoryStore> extends AsyncDisposable {
  readonly store: RigStore;
  readonly clock: CountingClock;
  readonly server: RunningServer;
  readonly lines: LogLine[];
  /** A typed client with a connection of its own. */
  connect(): TRPCClient<HoldfastRouter>;
}

/** A real server on a free port over a memory store. */
export function startRig(options: Partial<ServerOptions> = {}): Promise<ServerRig> {
  const clock = countingClock();
  return serve(createMemoryStore({ clock, ids: testIds() }), clock, options);
}

/** A real server on a free port over any store. */
export async function serve<RigStore extends Store>(
  store: RigStore,
  clock: CountingClock,
  options: Partial<ServerOptions> = {},
): Promise<ServerRig<RigStore>> {
  const lines: LogLine[] = [];
  const server = await startServer({ store, clock, ids: testIds(), log: recordingLog(lines), token, ...options });
  const sockets: { close(): Promise<unknown> }[] = [];
  return {
    store,
    clock,
    server,
    lines,
    connect() {
      const client = createWSClient({ url: server.url, WebSocket: WebSocket as never, connectionParams: { token } });
      sockets.push(client);
      return createTRPCClient<HoldfastRouter>({ links: [wsLink({ client })] });
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(sockets.map((socket) => socket.close()));
      await server.close();
    },
  };
}

function recordingLog(lines: LogLine[]): Log {
  const record = (level: LogLine["level"]) => (fields: LogLine["fields"], message: string) =>
    void lines.push({ level, message, fields });
  return { debug: record("debug"), info: record("info"), warn: record("warn"), error: record("error") };
}
