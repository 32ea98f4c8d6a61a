import { WebSocket, type ClientOptions } from "ws";

/** How long a peer that says nothing may keep a socket that is opening, and one that is closing; ws waits longer. */
const handshakeTimeout = 10_000;
const closeTimeout = 2_000;

/** Node 20 has no WebSocket of its own. */
export class NodeSocket extends WebSocket {
  constructor(url: string | URL) {
    // `closeTimeout` is newer than the type declarations.
    const options: ClientOptions & { closeTimeout: number } = { handshakeTimeout, closeTimeout };
    super(url, options);
  }
}
