import type { Server } from "node:http";
import type { Clock } from "@holdfast/core";
import type { WebSocketServer } from "ws";
import { closeCodes } from "./close-codes.js";
import type { Connection } from "./connection.js";

/** How long calls under way may take to finish, and then sockets to close. */
const patienceMs = 1_000;

export interface ShutDownOptions {
  readonly http: Server;
  readonly sockets: WebSocketServer;
  readonly connections: ReadonlySet<Connection>;
  readonly clock: Clock;
}

/** Takes no more connections, lets calls under way be answered, closes every socket. Resolves when none is left. */
export async function shutDown({ http, sockets, connections, clock }: ShutDownOptions): Promise<void> {
  const closed = new Promise<void>((resolve) => http.close(() => resolve()));
  const answered = Promise.all([...connections].map((connection) => connection.idle()));
  await patiently(clock, answered, () => {});
  for (const socket of sockets.clients) socket.close(closeCodes.goingAway, "the server is shutting down");
  http.closeIdleConnections();
  await patiently(clock, closed, () => {
    for (const socket of sockets.clients) socket.terminate();
    http.closeAllConnections();
  });
  await closed;
  sockets.close();
}

/** Waits for something, but not for ever. */
async function patiently(clock: Clock, done: Promise<unknown>, lose: () => void): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = clock.schedule(patienceMs, () => {
      lose();
      resolve();
    });
    void done.then(() => {
      timer.cancel();
      resolve();
    });
  });
}
