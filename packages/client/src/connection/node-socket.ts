import { WebSocket, type ClientOptions } from "ws";

/** How long a peer that went away without a word may keep a closing socket; the default of ws is 30 s. */
const closeTimeout = 2_000;

/** Node 20 has no WebSocket of its own. */
export class NodeSocket extends WebSocket {
  constructor(url: string | URL) {
    // Newer than its type declarations.
    const options: ClientOptions & { closeTimeout: number } = { closeTimeout };
    super(url, options);
  }
}
