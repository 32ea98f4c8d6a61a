import { WebSocket } from "ws";

/** A client that speaks the wire protocol by hand, so that a test can also break it. */
export interface RawSocket {
  readonly socket: WebSocket;
  readonly opened: Promise<void>;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  /** Everything received, parsed. */
  readonly received: unknown[];
  send(message: unknown): void;
}

export function openRaw(url: string): RawSocket {
  const socket = new WebSocket(url);
  const received: unknown[] = [];
  socket.on("message", (data: Buffer) => received.push(JSON.parse(data.toString("utf8"))));
  socket.on("error", () => {});
  return {
    socket,
    opened: new Promise((resolve) => socket.once("open", resolve)),
    closed: new Promise((resolve) =>
      socket.once("close", (code, reason) => resolve({ code, reason: reason.toString("utf8") })),
    ),
    received,
    send: (message) => socket.send(typeof message === "string" ? message : JSON.stringify(message)),
  };
}

/** Opens a socket and presents a token, as the tRPC client does. */
export async function openWithToken(url: string, token: string): Promise<RawSocket> {
  const raw = openRaw(`${url}/?connectionParams=1`);
  await raw.opened;
  raw.send({ method: "connectionParams", data: { token } });
  return raw;
}
