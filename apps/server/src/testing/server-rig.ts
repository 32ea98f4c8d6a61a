import type { Log } from "@holdfast/core";
import { createMemoryStore, testIds, type MemoryStore } from "@holdfast/core/testing";
import { createTRPCClient, createWSClient, wsLink, type TRPCClient } from "@trpc/client";
import { WebSocket } from "ws";
import type { HoldfastRouter } from "../router.js";
import { startServer, type RunningServer, type ServerOptions } from "../start-server.js";
import { countingClock, type CountingClock } from "./counting-clock.js";

export interface LogLine {
  readonly level: "debug" | "info" | "warn" | "error";
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface ServerRig extends AsyncDisposable {
  readonly store: MemoryStore;
  readonly clock: CountingClock;
  readonly server: RunningServer;
  readonly token: string;
  readonly lines: LogLine[];
  /** A typed client of its own connection, closed with the rig. */
  connect(token?: string): TRPCClient<HoldfastRouter>;
}

const token = "a-token-nobody-guesses";

/** A real server on a free port over a memory store. */
export async function startRig(options: Partial<ServerOptions> = {}): Promise<ServerRig> {
  const clock = countingClock();
  const ids = testIds();
  const store = createMemoryStore({ clock, ids });
  const lines: LogLine[] = [];
  const server = await startServer({ store, clock, ids, log: recordingLog(lines), token, ...options });
  const clients: { close(): Promise<unknown> }[] = [];
  return {
    store,
    clock,
    server,
    token,
    lines,
    connect(presented = token) {
      const client = createWSClient({
        url: server.url,
        WebSocket: WebSocket as never,
        connectionParams: { token: presented },
      });
      clients.push(client);
      return createTRPCClient<HoldfastRouter>({ links: [wsLink({ client })] });
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(clients.map((client) => client.close()));
      await server.close();
    },
  };
}

function recordingLog(lines: LogLine[]): Log {
  const record = (level: LogLine["level"]) => (fields: LogLine["fields"], message: string) =>
    void lines.push({ level, message, fields });
  return { debug: record("debug"), info: record("info"), warn: record("warn"), error: record("error") };
}
