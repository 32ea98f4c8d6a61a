import { createServer } from "node:http";
import { Control, HoldfastError, silentLog, type Clock, type IdSource, type Log, type Store } from "@holdfast/core";
import { applyWSSHandler } from "@trpc/server/adapters/ws";
import { WebSocketServer } from "ws";
import type { Connection } from "./connection/connection.js";
import { Doorkeeper } from "./connection/doorkeeper.js";
import { shutDown } from "./connection/shut-down.js";
import { reportErrors } from "./errors/report-errors.js";
import { endpoints } from "./http/endpoints.js";
import { listen } from "./http/listen.js";
import { Live } from "./live/live.js";
import type { ProcedureContext } from "./procedures/procedure.js";
import { holdfastRouter } from "./router.js";
import { defaultLimits, type ServerLimits } from "./server-limits.js";
import { workerNudge, type WorkerNudgeOptions } from "./worker-nudge.js";

const fastestHeartbeatMs = 500;

export interface ServerOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log?: Log | undefined;
  /** What clients must present; never empty. */
  readonly token: string;
  /** Default 127.0.0.1: only programs on this machine can connect. */
  readonly host?: string | undefined;
  /** Default 0: any free one. */
  readonly port?: number | undefined;
  /** Workers of this process: they look for work as soon as something was changed through the server. They stay the caller's to stop. */
  readonly workers?: WorkerNudgeOptions["workers"] | undefined;
  /** How often watchers are told of heartbeats. Default and least 500 ms. */
  readonly heartbeatIntervalMs?: number | undefined;
  readonly limits?: Partial<ServerLimits> | undefined;
}

export interface RunningServer extends AsyncDisposable {
  /** For `connectHoldfast`: `ws://127.0.0.1:4190`. */
  readonly url: string;
  readonly port: number;
  /** Lets calls under way finish, then closes every socket. The store stays open. */
  close(): Promise<void>;
}

/** Serves a store over tRPC on WebSockets. @throws `config_invalid`, `conflict` when it cannot listen. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { store, clock, ids, log = silentLog, token, host = "127.0.0.1", workers = [] } = options;
  if (token.trim() === "") {
    throw new HoldfastError("config_invalid", "The server's token is blank. Pass one that cannot be guessed.");
  }
  const limits = { ...defaultLimits, ...options.limits };
  const heartbeatIntervalMs = Math.max(fastestHeartbeatMs, options.heartbeatIntervalMs ?? fastestHeartbeatMs);
  const control = new Control(store);
  const live = new Live({ store, clock, log, limits, heartbeatIntervalMs });
  const doorkeeper = new Doorkeeper({ token, clock, ids, log, limits });
  const connections = new Set<Connection>();
  let closing: Promise<void> | undefined;

  const nudgeWorkers = workerNudge({ workers, log });
  const onChange = () => {
    live.nudge();
    nudgeWorkers();
  };

  const http = createServer(endpoints({ store, log, closing: () => closing !== undefined }));
  const sockets = new WebSocketServer({ server: http, path: "/", maxPayload: limits.maxPayloadBytes });
  sockets.on("error", (error) => log.error({ err: error }, "the socket server failed"));
  sockets.on("connection", (socket) => doorkeeper.expect(socket));
  applyWSSHandler({
    wss: sockets,
    router: holdfastRouter,
    maxBatchSize: limits.batch,
    keepAlive: { enabled: true },
    onError: reportErrors(log),
    createContext: ({ res: socket, info }): ProcedureContext => {
      const connection = doorkeeper.admit(socket, info.connectionParams?.["token"]);
      connections.add(connection);
      socket.once("close", () => connections.delete(connection));
      return { store, control, live, connection, onChange };
    },
  });

  const close = () => (closing ??= shutDown({ http, sockets, connections, clock }).then(() => live.close()));

  const port = await listen(http, host, options.port ?? 0);
  const url = `ws://${host.includes(":") ? `[${host}]` : host}:${port}`;
  log.info({ url }, "listening");
  if (!isLoopback(host)) log.warn({ host }, "other machines can connect; tokens and data travel unencrypted");
  return { url, port, close, [Symbol.asyncDispose]: close };
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}
